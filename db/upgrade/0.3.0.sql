-- A database of version 0.3.0, filled through its own functions and written by pg_dump. 0.3.0.json holds the
-- passwords, links, codes and keys that belong to it; all of them are test data, signed with a public secret.
-- lib/upgrade.factors.test.ts migrates it. Never edit or rename anything in it: it has to stay what 0.3.0 left behind.

CREATE SCHEMA drizzle;

CREATE TABLE drizzle.__drizzle_migrations (
    id integer NOT NULL,
    hash text NOT NULL,
    created_at bigint
);

CREATE SEQUENCE drizzle.__drizzle_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE drizzle.__drizzle_migrations_id_seq OWNED BY drizzle.__drizzle_migrations.id;

CREATE TABLE public.address_changes (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    email text NOT NULL,
    canonical text NOT NULL,
    credential_version integer NOT NULL,
    key_id text,
    issued_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone
);

CREATE TABLE public.audit_counts (
    key text NOT NULL,
    name text NOT NULL,
    day date NOT NULL,
    subject text,
    count integer DEFAULT 1 NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    network text NOT NULL,
    device text NOT NULL
);

CREATE TABLE public.audit_events (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    name text NOT NULL,
    user_id uuid,
    subject text,
    network text NOT NULL,
    device text NOT NULL,
    reason text
);

ALTER TABLE public.audit_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.authenticators (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    secret text NOT NULL,
    key_id text NOT NULL,
    last_step bigint NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    removed_at timestamp with time zone
);

CREATE TABLE public.backup_addresses (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    email text NOT NULL,
    canonical text NOT NULL,
    credential_version integer NOT NULL,
    key_id text,
    issued_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    confirmed_at timestamp with time zone,
    removed_at timestamp with time zone
);

CREATE TABLE public.device_generations (
    owner text NOT NULL,
    not_before timestamp with time zone NOT NULL
);

CREATE TABLE public.disavowals (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    kind text NOT NULL,
    email text NOT NULL,
    canonical text NOT NULL,
    key_id text NOT NULL,
    issued_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    restored_email text,
    restored_canonical text
);

CREATE TABLE public.outbox_emails (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    email text NOT NULL,
    canonical text NOT NULL,
    request_id text NOT NULL,
    requester jsonb NOT NULL,
    locale text NOT NULL,
    reference uuid,
    detail jsonb,
    state text DEFAULT 'queued'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    last_error text,
    provider text,
    provider_id text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    settled_at timestamp with time zone,
    owed boolean DEFAULT false NOT NULL,
    reported_at timestamp with time zone,
    turn integer DEFAULT 0 NOT NULL,
    not_before timestamp with time zone
);

CREATE TABLE public.passkeys (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    credential_id text NOT NULL,
    public_key text NOT NULL,
    counter bigint NOT NULL,
    transports text[] NOT NULL,
    is_backed_up boolean NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_used_at timestamp with time zone,
    counter_went_back_at timestamp with time zone,
    removed_at timestamp with time zone
);

CREATE TABLE public.rate_limits (
    key text NOT NULL,
    policy text NOT NULL,
    granted_at timestamp with time zone[] NOT NULL,
    granted boolean NOT NULL,
    refused integer DEFAULT 0 NOT NULL,
    counted integer DEFAULT 0 NOT NULL,
    expires_at timestamp with time zone DEFAULT (now() + '1 day'::interval) NOT NULL
);

CREATE TABLE public.recovery_codes (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    hash text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    used_at timestamp with time zone,
    removed_at timestamp with time zone
);

CREATE TABLE public.recovery_waits (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    cancelled_at timestamp with time zone,
    finished_at timestamp with time zone
);

CREATE TABLE public.registrations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    canonical text NOT NULL,
    password_hash text NOT NULL,
    key_id text,
    issued_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    request_id text DEFAULT ''::text NOT NULL
);

CREATE TABLE public.resets (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    email text NOT NULL,
    credential_version integer NOT NULL,
    request_id text NOT NULL,
    key_id text NOT NULL,
    issued_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone,
    used_at timestamp with time zone,
    declined_at timestamp with time zone,
    backup_address_id uuid,
    recovery_wait_id uuid
);

CREATE TABLE public.sessions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    network text NOT NULL,
    device text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    factor_at timestamp with time zone
);

CREATE TABLE public.spent_tokens (
    id text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.transaction_outcomes (
    id uuid NOT NULL,
    committed boolean NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

CREATE TABLE public.users (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    canonical text NOT NULL,
    password_hash text,
    credential_version integer DEFAULT 1 NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone,
    recovered_at timestamp with time zone,
    passkey_declined_at timestamp with time zone
);

ALTER TABLE ONLY drizzle.__drizzle_migrations ALTER COLUMN id SET DEFAULT nextval('drizzle.__drizzle_migrations_id_seq'::regclass);

INSERT INTO drizzle.__drizzle_migrations VALUES
	(1, '180bcc6bd65e51fdb4f0935532cad7dc998a43b8f7db6464b0b3d1ca053ab31d', 1795360321281),
	(2, 'c76359463070c0b14fc8547401767d90e5d5f08e93d10a33a3ee0339c912d351', 1795361302825),
	(3, '43a9e2f2eb65c799f764950aa98d37f5c7779325f5e423cc975e95e9c2374d4d', 1795371028766),
	(4, '054cdc54c7c4b878bfdad66a7e6f2fc8f74e7990e58783187f1abd4a1475e293', 1795371551289),
	(5, 'a6f06f5b7a3ec6ef64515269d95ebd2db5f09d238a1cfd9479387dc0bda11d28', 1795372534000),
	(6, '4cadba42a6d1b9025e29f4174f4387c41ac4386e7a619920efdbb5b891ca3409', 1795376650684),
	(7, '42012fff397de9becf519b6533924445517105ef04e1b8cf69c6b89448bba57b', 1795879829786),
	(8, '6815c3898a927fbb49fe360cc439892677bd1c8cbf045299ea8c7d6c45441127', 1795881600000),
	(9, 'a518f4334894c34a4518cb6160c62b17d459970fc208fa898989c870c06ddb4c', 1795891465654),
	(10, 'f9dc8c6f8f8ace313dcf9c95b92b20f8a2d6b72890880aa4c51891ac414839b9', 1795892153879),
	(11, '1c27901e5c86850a6bdeb4b0d5b27401cf9f544e97a7c48e0157d212e7ca5a0a', 1795893053441),
	(12, 'f883ad7ff38a774bfdaa784725b9c5005f64c30d37d474087a98e6e9fde04237', 1795893362928),
	(13, '1312cb99da98963b40e61c990f4bc8a77a5d513836d867ad146d31811d674017', 1795893898141),
	(14, '14d3723ab2a8aca57b00f7f256ded371b64a67331d8b168378c23953dd38b8d9', 1795905473911),
	(15, '0b5bf6991b59ccb8d27cd5ecd68a9788021b88d5c9466aae3eb4b1a51bd75f42', 1795915346196),
	(16, '966a45114db7be0e05e45eb3ef49dbc83c2b47e8c8f73133dd6752de2b2b379e', 1795916873366),
	(17, '9df65a1fe11f72ced75e106b318a31f624b69a0836f91733effd5e4d2a7fca5e', 1795918680926);

INSERT INTO public.address_changes VALUES
	('f23ff53a-488d-4599-879f-8cd61acf3af4', '44b20d6c-41b6-4e05-975f-a00f2a3258bf', 'lena.new@example.test', 'lena.new@example.test', 1, 'uWzX_Vr80w', '2026-11-29 05:22:45.281866+00', '2099-12-31 00:00:00+00', NULL);

INSERT INTO public.audit_counts VALUES
	('a909493e-1220-4972-9135-2f93c9faa7d5', 'session.refused', '2026-11-29', 'kdUZrxebeeWi2Lkw0s6YHI', 1, '2026-11-29 05:22:09.141641+00', '2026-11-29 05:22:09.141641+00', '10.204.112.78', 'Firefox on Linux'),
	('3fd4e480-af77-4b63-80ac-a2acb90c21d0', 'reset.requested', '2026-11-29', '3_PNMChMqTmAGwq3Qoe-Rk', 1, '2026-11-29 05:22:29.007+00', '2026-11-29 05:22:29.007+00', '10.113.48.254', 'Firefox on Linux'),
	('3fd4e480-af77-4b63-80ac-a2acb90c21d0', 'reset.sent', '2026-11-29', '3_PNMChMqTmAGwq3Qoe-Rk', 1, '2026-11-29 05:22:29.458623+00', '2026-11-29 05:22:29.458623+00', '10.113.48.254', 'Firefox on Linux'),
	('fbb205b5-60a5-4030-84e0-afd08da2af5e', 'reset.requested', '2026-11-29', 'fnB9AuzMNgzwJidjRd2eKb', 1, '2026-11-29 05:22:32.955+00', '2026-11-29 05:22:32.955+00', '10.104.181.32', 'Firefox on Linux'),
	('fbb205b5-60a5-4030-84e0-afd08da2af5e', 'reset.sent', '2026-11-29', 'fnB9AuzMNgzwJidjRd2eKb', 1, '2026-11-29 05:22:33.269116+00', '2026-11-29 05:22:33.269116+00', '10.104.181.32', 'Firefox on Linux'),
	('9a6a2048-fe4c-4d6b-901f-f075c1f6f7ea', 'reset.requested', '2026-11-29', 'nn1Bt-DvfQPz5JZWedV5EW', 1, '2026-11-29 05:22:39.531+00', '2026-11-29 05:22:39.531+00', '10.247.238.16', 'Firefox on Linux'),
	('9a6a2048-fe4c-4d6b-901f-f075c1f6f7ea', 'reset.sent', '2026-11-29', 'nn1Bt-DvfQPz5JZWedV5EW', 1, '2026-11-29 05:22:39.629208+00', '2026-11-29 05:22:39.629208+00', '10.247.238.16', 'Firefox on Linux'),
	('680d4ee4-7230-4f75-a18d-d73f594ebfe8', 'reset.requested', '2026-11-29', 'jgMOIOp2uI_pHp3XNjA3YR', 1, '2026-11-29 05:22:41.301+00', '2026-11-29 05:22:41.301+00', '10.59.158.146', 'Firefox on Linux'),
	('680d4ee4-7230-4f75-a18d-d73f594ebfe8', 'reset.sent', '2026-11-29', 'jgMOIOp2uI_pHp3XNjA3YR', 1, '2026-11-29 05:22:41.524029+00', '2026-11-29 05:22:41.524029+00', '10.59.158.146', 'Firefox on Linux'),
	('FmGvk4VA3t9-QA0imeGt8W', 'account.registered', '2026-11-29', 'FmGvk4VA3t9-QA0imeGt8W', 1, '2026-11-29 05:22:43.070183+00', '2026-11-29 05:22:43.070183+00', '10.76.54.65', 'Firefox on Linux'),
	('SZuLUYAYHfoimubJEuC7yD', 'account.registered', '2026-11-29', 'SZuLUYAYHfoimubJEuC7yD', 1, '2026-11-29 05:22:53.168905+00', '2026-11-29 05:22:53.168905+00', '10.146.125.19', 'Firefox on Linux');

INSERT INTO public.audit_events OVERRIDING SYSTEM VALUE VALUES
	(1, '2026-11-29 05:22:07.265959+00', 'account.confirmed', 'a909493e-1220-4972-9135-2f93c9faa7d5', 'kdUZrxebeeWi2Lkw0s6YHI', '10.226.206.124', 'Firefox on Linux', NULL),
	(2, '2026-11-29 05:22:08.055253+00', 'session.started', 'a909493e-1220-4972-9135-2f93c9faa7d5', 'kdUZrxebeeWi2Lkw0s6YHI', '10.140.253.15', 'Firefox on Linux', NULL),
	(3, '2026-11-29 05:22:11.121147+00', 'account.confirmed', 'b2446ae7-e4fc-447b-98cd-fd80968384be', 'eMd1mbdQ7MSjEXXljVRkyX', '10.211.7.27', 'Firefox on Linux', NULL),
	(4, '2026-11-29 05:22:12.288708+00', 'session.started', 'b2446ae7-e4fc-447b-98cd-fd80968384be', 'eMd1mbdQ7MSjEXXljVRkyX', '10.108.187.248', 'Firefox on Linux', NULL),
	(5, '2026-11-29 05:22:12.38931+00', 'session.ended', 'b2446ae7-e4fc-447b-98cd-fd80968384be', NULL, '10.33.45.158', 'Firefox on Linux', '1 others'),
	(6, '2026-11-29 05:22:12.38931+00', 'factor.added', 'b2446ae7-e4fc-447b-98cd-fd80968384be', NULL, '10.33.45.158', 'Firefox on Linux', 'authenticator'),
	(7, '2026-11-29 05:22:13.839681+00', 'codes.used', 'b2446ae7-e4fc-447b-98cd-fd80968384be', NULL, '10.232.209.102', 'Firefox on Linux', NULL),
	(8, '2026-11-29 05:22:13.839681+00', 'session.started', 'b2446ae7-e4fc-447b-98cd-fd80968384be', 'eMd1mbdQ7MSjEXXljVRkyX', '10.232.209.102', 'Firefox on Linux', NULL),
	(9, '2026-11-29 05:22:16.043834+00', 'account.confirmed', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', '2dULKuNU0InZX9kLy4rO0x', '10.211.254.195', 'Firefox on Linux', NULL),
	(10, '2026-11-29 05:22:16.909287+00', 'session.started', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', '2dULKuNU0InZX9kLy4rO0x', '10.218.133.49', 'Firefox on Linux', NULL),
	(11, '2026-11-29 05:22:17.164108+00', 'session.ended', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', NULL, '10.57.228.47', 'Firefox on Linux', '1 others'),
	(12, '2026-11-29 05:22:17.164108+00', 'factor.added', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', NULL, '10.57.228.47', 'Firefox on Linux', 'passkey'),
	(13, '2026-11-29 05:22:17.616094+00', 'session.started', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', '2dULKuNU0InZX9kLy4rO0x', '10.20.89.66', 'Firefox on Linux', NULL),
	(14, '2026-11-29 05:22:19.440091+00', 'account.confirmed', 'ffa62f46-857b-4885-9a33-fa7ca2597a9c', 'QFI-KBgUlVDoans5mfJ9zU', '10.150.200.219', 'Firefox on Linux', NULL),
	(15, '2026-11-29 05:22:20.176588+00', 'session.started', 'ffa62f46-857b-4885-9a33-fa7ca2597a9c', 'QFI-KBgUlVDoans5mfJ9zU', '10.0.137.232', 'Firefox on Linux', NULL),
	(16, '2026-11-29 05:22:20.852764+00', 'backup.requested', 'ffa62f46-857b-4885-9a33-fa7ca2597a9c', NULL, '10.131.111.179', 'Firefox on Linux', NULL),
	(17, '2026-11-29 05:22:21.842987+00', 'backup.added', 'ffa62f46-857b-4885-9a33-fa7ca2597a9c', NULL, '10.44.247.199', 'Firefox on Linux', NULL),
	(18, '2026-11-29 05:22:23.840177+00', 'account.confirmed', '68c354f4-8548-4911-890d-e90f807b115b', '-42eGPITFbOX7a_1TKtNg3', '10.139.183.176', 'Firefox on Linux', NULL),
	(19, '2026-11-29 05:22:24.387727+00', 'session.started', '68c354f4-8548-4911-890d-e90f807b115b', '-42eGPITFbOX7a_1TKtNg3', '10.88.29.5', 'Firefox on Linux', NULL),
	(20, '2026-11-29 05:22:25.360906+00', 'backup.requested', '68c354f4-8548-4911-890d-e90f807b115b', NULL, '10.10.54.228', 'Firefox on Linux', NULL),
	(21, '2026-11-29 05:22:27.600127+00', 'account.confirmed', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', '3_PNMChMqTmAGwq3Qoe-Rk', '10.136.136.184', 'Firefox on Linux', NULL),
	(22, '2026-11-29 05:22:28.465113+00', 'session.started', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', '3_PNMChMqTmAGwq3Qoe-Rk', '10.189.147.143', 'Firefox on Linux', NULL),
	(23, '2026-11-29 05:22:28.558786+00', 'session.ended', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', NULL, '10.13.43.205', 'Firefox on Linux', '1 others'),
	(24, '2026-11-29 05:22:28.558786+00', 'factor.added', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', NULL, '10.13.43.205', 'Firefox on Linux', 'authenticator'),
	(25, '2026-11-29 05:22:29.645039+00', 'wait.started', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', NULL, '10.147.254.163', 'Firefox on Linux', NULL),
	(26, '2026-11-29 05:22:31.875385+00', 'account.confirmed', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', 'fnB9AuzMNgzwJidjRd2eKb', '10.21.223.158', 'Firefox on Linux', NULL),
	(27, '2026-11-29 05:22:32.78304+00', 'session.started', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', 'fnB9AuzMNgzwJidjRd2eKb', '10.100.159.17', 'Firefox on Linux', NULL),
	(28, '2026-11-29 05:22:32.850299+00', 'session.ended', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', NULL, '10.192.75.180', 'Firefox on Linux', '1 others'),
	(29, '2026-11-29 05:22:32.850299+00', 'factor.added', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', NULL, '10.192.75.180', 'Firefox on Linux', 'authenticator'),
	(30, '2026-11-29 05:22:33.382593+00', 'wait.started', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', NULL, '10.68.70.28', 'Firefox on Linux', NULL),
	(31, '2026-11-29 05:22:35.40271+00', 'account.confirmed', '4a1ed367-84f8-4e1a-9d75-4ff37f23a4b9', 'vswOyRAbrQI2DjL2hlUmcf', '10.133.112.211', 'Firefox on Linux', NULL),
	(32, '2026-11-29 05:22:36.196805+00', 'session.started', '4a1ed367-84f8-4e1a-9d75-4ff37f23a4b9', 'vswOyRAbrQI2DjL2hlUmcf', '10.159.236.238', 'Firefox on Linux', NULL),
	(33, '2026-11-29 05:22:36.825019+00', 'account.deleted', '4a1ed367-84f8-4e1a-9d75-4ff37f23a4b9', NULL, '10.179.252.230', 'Firefox on Linux', NULL),
	(34, '2026-11-29 05:22:38.715895+00', 'account.confirmed', '9a6a2048-fe4c-4d6b-901f-f075c1f6f7ea', 'nn1Bt-DvfQPz5JZWedV5EW', '10.121.230.196', 'Firefox on Linux', NULL),
	(35, '2026-11-29 05:22:39.510341+00', 'session.started', '9a6a2048-fe4c-4d6b-901f-f075c1f6f7ea', 'nn1Bt-DvfQPz5JZWedV5EW', '10.86.46.94', 'Firefox on Linux', NULL),
	(36, '2026-11-29 05:22:40.71371+00', 'account.confirmed', '680d4ee4-7230-4f75-a18d-d73f594ebfe8', 'jgMOIOp2uI_pHp3XNjA3YR', '10.255.19.181', 'Firefox on Linux', NULL),
	(37, '2026-11-29 05:22:41.215173+00', 'session.started', '680d4ee4-7230-4f75-a18d-d73f594ebfe8', 'jgMOIOp2uI_pHp3XNjA3YR', '10.150.205.119', 'Firefox on Linux', NULL),
	(38, '2026-11-29 05:22:41.573597+00', 'reset.opened', '680d4ee4-7230-4f75-a18d-d73f594ebfe8', NULL, '10.23.70.13', 'Firefox on Linux', NULL),
	(39, '2026-11-29 05:22:42.328786+00', 'reset.completed', '680d4ee4-7230-4f75-a18d-d73f594ebfe8', NULL, '10.158.122.111', 'Firefox on Linux', NULL),
	(40, '2026-11-29 05:22:44.164849+00', 'account.confirmed', '44b20d6c-41b6-4e05-975f-a00f2a3258bf', '9FLkaSTqQkzPn40Ttwhj2d', '10.212.200.1', 'Firefox on Linux', NULL),
	(41, '2026-11-29 05:22:44.678898+00', 'session.started', '44b20d6c-41b6-4e05-975f-a00f2a3258bf', '9FLkaSTqQkzPn40Ttwhj2d', '10.157.218.152', 'Firefox on Linux', NULL),
	(42, '2026-11-29 05:22:45.245163+00', 'address.requested', '44b20d6c-41b6-4e05-975f-a00f2a3258bf', NULL, '10.161.4.22', 'Firefox on Linux', NULL),
	(43, '2026-11-29 05:22:46.292664+00', 'account.confirmed', 'a3aad7dc-5959-471d-90af-61b1c387beb6', 'ieo_X8KrOjMpQw1AbPzerq', '10.189.23.43', 'Firefox on Linux', NULL),
	(44, '2026-11-29 05:22:46.828076+00', 'session.started', 'a3aad7dc-5959-471d-90af-61b1c387beb6', 'ieo_X8KrOjMpQw1AbPzerq', '10.119.162.20', 'Firefox on Linux', NULL),
	(45, '2026-11-29 05:22:46.864003+00', 'account.disabled', 'a3aad7dc-5959-471d-90af-61b1c387beb6', NULL, 'operator', 'Support', NULL),
	(46, '2026-11-29 05:22:47.868964+00', 'account.confirmed', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', 'rDtoMJVMdMkC-BjK93KPRu', '10.213.113.98', 'Firefox on Linux', NULL),
	(47, '2026-11-29 05:22:48.196379+00', 'session.started', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', 'rDtoMJVMdMkC-BjK93KPRu', '10.132.115.213', 'Firefox on Linux', NULL),
	(48, '2026-11-29 05:22:48.234319+00', 'session.ended', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', NULL, '10.112.155.124', 'Firefox on Linux', '1 others'),
	(49, '2026-11-29 05:22:48.234319+00', 'factor.added', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', NULL, '10.112.155.124', 'Firefox on Linux', 'authenticator'),
	(50, '2026-11-29 05:22:49.17259+00', 'account.confirmed', 'ab0b616e-7447-4625-8a77-e9f2e32a472f', '1c1yEFYMPfRUUt4vKizdly', '10.197.198.136', 'Firefox on Linux', NULL),
	(51, '2026-11-29 05:22:49.629954+00', 'session.started', 'ab0b616e-7447-4625-8a77-e9f2e32a472f', '1c1yEFYMPfRUUt4vKizdly', '10.174.42.92', 'Firefox on Linux', NULL),
	(52, '2026-11-29 05:22:50.459532+00', 'account.confirmed', 'b28e058a-67cc-4167-9d96-a33c14eb8a29', 'j-vEO1N7wGy52pvSetU9iM', '10.81.127.54', 'Firefox on Linux', NULL),
	(53, '2026-11-29 05:22:50.803203+00', 'session.started', 'b28e058a-67cc-4167-9d96-a33c14eb8a29', 'j-vEO1N7wGy52pvSetU9iM', '10.75.109.207', 'Firefox on Linux', NULL),
	(54, '2026-11-29 05:22:51.77736+00', 'account.confirmed', '58408833-530d-4372-beb4-bd7283d9381a', 'e6026KVlSL2-Zy4FEwd0OT', '10.56.221.203', 'Firefox on Linux', NULL),
	(55, '2026-11-29 05:22:52.278666+00', 'session.started', '58408833-530d-4372-beb4-bd7283d9381a', 'e6026KVlSL2-Zy4FEwd0OT', '10.242.46.92', 'Firefox on Linux', NULL),
	(56, '2026-11-29 05:22:52.652063+00', 'backup.requested', 'b28e058a-67cc-4167-9d96-a33c14eb8a29', NULL, '10.47.207.162', 'Firefox on Linux', NULL),
	(57, '2026-11-29 05:22:52.72369+00', 'session.ended', '58408833-530d-4372-beb4-bd7283d9381a', NULL, '10.204.226.21', 'Firefox on Linux', '1 others'),
	(58, '2026-11-29 05:22:52.72369+00', 'factor.added', '58408833-530d-4372-beb4-bd7283d9381a', NULL, '10.204.226.21', 'Firefox on Linux', 'authenticator');

INSERT INTO public.authenticators VALUES
	('c881f348-7917-4e24-9d3b-daff732a8dd9', 'b2446ae7-e4fc-447b-98cd-fd80968384be', 'aMK4G2wGWJf0CVM6xqIAnmewO7K3T2deAxAG4AqwaIFyQqRoJ0gXcCeIhOP1UD2lCqQcDIGSuxsagRh1', 'uWzX_Vr80w', 1, 0, '2026-11-29 05:22:12.38931+00', NULL),
	('978ad489-3cfa-4021-90b7-9be9cf58d986', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', '7tNgHYNabsxlGPpG4btx5fO98h46DUoz3HF4LR6QKT_ThVl3As0ZrNNUzv6fb-kbKPpVszogmUjezWDr', 'uWzX_Vr80w', 1, 0, '2026-11-29 05:22:28.558786+00', NULL),
	('d0bf359f-5cba-4988-bb41-4d6eb313c61d', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', 'i7aai28bYnyVlMv9D01D0drFTJLGni5wESC4xbxi3-em3FeEuL-MqJm_P93gB8Q42V54pOssxpjPJ1-P', 'uWzX_Vr80w', 1, 0, '2026-11-29 05:22:32.850299+00', NULL),
	('fd9943a7-f0a3-4067-93c2-4f8e72d39e51', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', '4z_5Dr3oJ0yCs4w3barZifHyB26MJySfRJVkvfUX9VbmB_gIARVwa7T1ZbhjlxzFcoToD-ZLtYaumK56', 'uWzX_Vr80w', 1, 0, '2026-11-29 05:22:48.234319+00', NULL),
	('a7c04f41-4e49-4137-b87a-3280d18a5f5b', '58408833-530d-4372-beb4-bd7283d9381a', 'Igx6t_1fhGAmOuFAUVtoj5zMy-pQRiPqkP9_MZCPErL9Sks35ldyZ6ONwOlAx3DjlU5K9NeuKF5SfTqK', 'uWzX_Vr80w', 1, 0, '2026-11-29 05:22:52.72369+00', NULL);

INSERT INTO public.backup_addresses VALUES
	('54670678-fd7c-4f3d-9ea4-309f74e69bf0', 'ffa62f46-857b-4885-9a33-fa7ca2597a9c', 'dora.backup@example.test', 'dora.backup@example.test', 1, 'uWzX_Vr80w', '2026-11-29 05:22:20.936103+00', '2099-12-31 00:00:00+00', '2026-11-29 05:22:20.852764+00', '2026-11-21 05:22:21.918707+00', NULL),
	('edf2bc95-444c-401a-a1fc-3b439d19b8f0', '68c354f4-8548-4911-890d-e90f807b115b', 'emil.backup@example.test', 'emil.backup@example.test', 1, 'uWzX_Vr80w', '2026-11-29 05:22:25.45742+00', '2099-12-31 00:00:00+00', '2026-11-29 05:22:25.360906+00', NULL, NULL),
	('572892d0-ca07-4472-93bd-a6a02fa6aeb6', 'b28e058a-67cc-4167-9d96-a33c14eb8a29', 'otto.backup@example.test', 'otto.backup@example.test', 1, NULL, NULL, '2099-12-31 00:00:00+00', '2026-11-29 05:22:52.652063+00', NULL, NULL);

INSERT INTO public.device_generations VALUES
	('vswOyRAbrQI2DjL2hlUmcf', '2026-11-29 05:22:36.885+00'),
	('jgMOIOp2uI_pHp3XNjA3YR', '2026-11-29 05:22:42.364+00'),
	('ieo_X8KrOjMpQw1AbPzerq', '2026-11-29 05:22:46.896+00');

INSERT INTO public.disavowals VALUES
	('b57f4ab7-1327-4291-8775-3aa6bb78d763', 'b2446ae7-e4fc-447b-98cd-fd80968384be', 'security', 'bert@example.test', 'bert@example.test', 'uWzX_Vr80w', '2026-11-29 05:22:12.38931+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('b6dae4b7-9eee-4add-86b9-9cc48a48b539', 'b2446ae7-e4fc-447b-98cd-fd80968384be', 'security', 'bert@example.test', 'bert@example.test', 'uWzX_Vr80w', '2026-11-29 05:22:13.839681+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('7ebd9f39-a094-40c5-bf8e-22c46fd38463', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', 'security', 'cara@example.test', 'cara@example.test', 'uWzX_Vr80w', '2026-11-29 05:22:17.164108+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('7f1d9c04-03f0-4fa6-9ddd-a72916cfd225', 'ffa62f46-857b-4885-9a33-fa7ca2597a9c', 'security', 'dora@example.test', 'dora@example.test', 'uWzX_Vr80w', '2026-11-29 05:22:21.842987+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('65258df3-1284-4f7e-bddb-b884573e6c12', 'ffa62f46-857b-4885-9a33-fa7ca2597a9c', 'security', 'dora.backup@example.test', 'dora.backup@example.test', 'uWzX_Vr80w', '2026-11-29 05:22:21.842987+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('89633938-43ef-4a8c-889a-f9a629a39dda', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', 'security', 'fred@example.test', 'fred@example.test', 'uWzX_Vr80w', '2026-11-29 05:22:28.558786+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('75843022-6056-49cd-b8fb-3638594b7752', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', 'security', 'fred@example.test', 'fred@example.test', 'uWzX_Vr80w', '2026-11-29 05:22:29.645039+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('6c51477f-5d18-4db3-bf2f-9decaad22f5b', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', 'security', 'fred@example.test', 'fred@example.test', 'uWzX_Vr80w', '2026-11-29 05:22:29.645039+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('2ccb7437-94d4-4f27-ad60-51e6765c6a49', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', 'security', 'gina@example.test', 'gina@example.test', 'uWzX_Vr80w', '2026-11-29 05:22:32.850299+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('14eeb23c-2411-44fa-931c-c3c1a17eb458', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', 'security', 'gina@example.test', 'gina@example.test', 'uWzX_Vr80w', '2026-11-29 05:22:33.382593+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('3bd46b11-201f-444b-952d-5b18f85395e5', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', 'security', 'gina@example.test', 'gina@example.test', 'uWzX_Vr80w', '2026-11-29 05:22:33.382593+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('2deb0f25-03b9-4f25-9031-719c107b5b47', '4a1ed367-84f8-4e1a-9d75-4ff37f23a4b9', 'deletion', 'hugo@example.test', 'hugo@example.test', 'uWzX_Vr80w', '2026-11-29 05:22:36.825019+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('486cb6ec-39f5-44dd-aa5e-e886eee280e4', '680d4ee4-7230-4f75-a18d-d73f594ebfe8', 'password', 'jane@example.test', 'jane@example.test', 'uWzX_Vr80w', '2026-11-29 05:22:42.328786+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('0646e0f6-b3ed-4c0c-b958-211aaf3e192f', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', 'security', 'quinn@example.test', 'quinn@example.test', 'uWzX_Vr80w', '2026-11-29 05:22:48.234319+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('11ccd63e-6100-4c20-899f-c87440787003', '58408833-530d-4372-beb4-bd7283d9381a', 'security', 'paul@example.test', 'paul@example.test', 'uWzX_Vr80w', '2026-11-29 05:22:52.72369+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL);

INSERT INTO public.outbox_emails VALUES
	('91cdb2fb-3048-4e80-aec9-0954ed1d5985', 'registration', 'ada@example.test', 'ada@example.test', '1ed2e505-e867-4642-8f06-394bf047e233', '{"device": "Firefox on Linux", "network": "10.237.67.179"}', 'en', 'bd7a3b1c-5e53-49db-a7d2-13edb91599ee', NULL, 'sent', 1, '2026-11-29 05:22:47.748108+00', NULL, 'smtp', '<91cdb2fb-3048-4e80-aec9-0954ed1d5985.d4aedfb32c37@return-key.test>', '2026-11-29 05:22:02.640662+00', '2026-11-29 05:22:04.060633+00', false, NULL, 1002, NULL),
	('3ee9f271-dde8-460b-a4d4-d04eaf90eb9a', 'registration', 'bert@example.test', 'bert@example.test', '0c1522cd-11cd-4a75-a20d-eb100880cc08', '{"device": "Firefox on Linux", "network": "10.30.93.239"}', 'en', '645ebe33-14d8-4d1e-96d5-010adb012904', NULL, 'sent', 1, '2026-11-29 05:22:55.083785+00', NULL, 'smtp', '<3ee9f271-dde8-460b-a4d4-d04eaf90eb9a.f260cb23468f@return-key.test>', '2026-11-29 05:22:10.022327+00', '2026-11-29 05:22:10.391065+00', false, NULL, 1002, NULL),
	('e7fde93e-dfe1-4845-8f70-33bce8276d83', 'security-changed', 'bert@example.test', 'bert@example.test', '', '{"device": "Firefox on Linux", "network": "10.33.45.158"}', 'en', 'b57f4ab7-1327-4291-8775-3aa6bb78d763', '{"change": "added", "factor": "authenticator"}', 'sent', 1, '2026-11-29 05:22:59.893753+00', NULL, 'smtp', '<e7fde93e-dfe1-4845-8f70-33bce8276d83.f5fb9a3a7b3b@return-key.test>', '2026-11-29 05:22:12.38931+00', '2026-11-29 05:22:15.237141+00', true, NULL, 0, NULL),
	('749b4d50-78a0-4c8d-8bc0-5cdb86585d5f', 'security-changed', 'bert@example.test', 'bert@example.test', '', '{"device": "Firefox on Linux", "network": "10.232.209.102"}', 'en', 'b6dae4b7-9eee-4add-86b9-9cc48a48b539', '{"left": 9, "codes": "used"}', 'sent', 1, '2026-11-29 05:22:59.893753+00', NULL, 'smtp', '<749b4d50-78a0-4c8d-8bc0-5cdb86585d5f.0962f1897c28@return-key.test>', '2026-11-29 05:22:13.839681+00', '2026-11-29 05:22:15.291544+00', true, NULL, 0, NULL),
	('6e508ba2-1e91-4bde-905d-a2a0d7603365', 'registration', 'cara@example.test', 'cara@example.test', '026e75d2-021b-45e4-a084-43b5b1e5f568', '{"device": "Firefox on Linux", "network": "10.164.75.124"}', 'en', 'c297de24-8370-458f-bfdd-d140c4c06720', NULL, 'sent', 1, '2026-11-29 05:22:59.893753+00', NULL, 'smtp', '<6e508ba2-1e91-4bde-905d-a2a0d7603365.be1cf74d71de@return-key.test>', '2026-11-29 05:22:14.834449+00', '2026-11-29 05:22:15.361508+00', false, NULL, 1002, NULL),
	('630e0fbe-fc63-466f-8ca9-44a70bb8c508', 'security-changed', 'cara@example.test', 'cara@example.test', '', '{"device": "Firefox on Linux", "network": "10.57.228.47"}', 'en', '7ebd9f39-a094-40c5-bf8e-22c46fd38463', '{"name": "Laptop", "change": "added", "factor": "passkey"}', 'sent', 1, '2026-11-29 05:23:03.612095+00', NULL, 'smtp', '<630e0fbe-fc63-466f-8ca9-44a70bb8c508.c0ab4179677d@return-key.test>', '2026-11-29 05:22:17.164108+00', '2026-11-29 05:22:18.817014+00', true, NULL, 0, NULL),
	('0ad35b03-9c38-455f-a820-cef9c81a6d8d', 'registration', 'dora@example.test', 'dora@example.test', '9f1244fc-a865-4c37-9cff-fad639b4c514', '{"device": "Firefox on Linux", "network": "10.204.235.24"}', 'en', '3178cb56-ee86-4111-8f23-25d38792965e', NULL, 'sent', 1, '2026-11-29 05:23:03.612095+00', NULL, 'smtp', '<0ad35b03-9c38-455f-a820-cef9c81a6d8d.a185a9eef9cf@return-key.test>', '2026-11-29 05:22:18.568647+00', '2026-11-29 05:22:18.866714+00', false, NULL, 1002, NULL),
	('8c04ff97-cc8e-4be3-bacb-7f5d569b78e3', 'backup-address', 'dora.backup@example.test', 'dora.backup@example.test', '95bf9569-a08e-43da-8238-93a3f067385e', '{"device": "Firefox on Linux", "network": "10.131.111.179"}', 'en', '54670678-fd7c-4f3d-9ea4-309f74e69bf0', NULL, 'sent', 1, '2026-11-29 05:23:05.912816+00', NULL, 'smtp', '<8c04ff97-cc8e-4be3-bacb-7f5d569b78e3.cdc92406f708@return-key.test>', '2026-11-29 05:22:20.852764+00', '2026-11-29 05:22:21.178658+00', false, NULL, 1002, NULL),
	('09d69658-5dee-48ef-ab56-e763effd7eeb', 'security-changed', 'dora@example.test', 'dora@example.test', '', '{"device": "Firefox on Linux", "network": "10.44.247.199"}', 'en', '7f1d9c04-03f0-4fa6-9ddd-a72916cfd225', '{"address": "dora.backup@example.test", "backupAddress": "added"}', 'sent', 1, '2026-11-29 05:23:07.782437+00', NULL, 'smtp', '<09d69658-5dee-48ef-ab56-e763effd7eeb.3dfe2354ac4d@return-key.test>', '2026-11-29 05:22:21.842987+00', '2026-11-29 05:22:23.070029+00', true, NULL, 0, NULL),
	('e20bfc62-7948-4378-b9ce-b3e2fbc668b8', 'security-changed', 'dora.backup@example.test', 'dora.backup@example.test', '', '{"device": "Firefox on Linux", "network": "10.44.247.199"}', 'en', '65258df3-1284-4f7e-bddb-b884573e6c12', '{"address": "dora.backup@example.test", "backupAddress": "added"}', 'sent', 1, '2026-11-29 05:23:07.782437+00', NULL, 'smtp', '<e20bfc62-7948-4378-b9ce-b3e2fbc668b8.4fbf14bf4132@return-key.test>', '2026-11-29 05:22:21.842987+00', '2026-11-29 05:22:23.1217+00', true, NULL, 0, NULL),
	('82bc13a8-4f38-4969-98de-fafd9acf66c5', 'registration', 'emil@example.test', 'emil@example.test', 'ec1769ca-8353-424a-9313-a44806acbdcd', '{"device": "Firefox on Linux", "network": "10.240.12.30"}', 'en', '28576cdc-7f70-46a6-bb7b-285355b0a896', NULL, 'sent', 1, '2026-11-29 05:23:07.782437+00', NULL, 'smtp', '<82bc13a8-4f38-4969-98de-fafd9acf66c5.36c10349fd70@return-key.test>', '2026-11-29 05:22:22.737091+00', '2026-11-29 05:22:23.217948+00', false, NULL, 1002, NULL),
	('effdc216-69f9-4a98-8652-a9e4d29fac1b', 'backup-address', 'emil.backup@example.test', 'emil.backup@example.test', 'e5c50be6-c30f-4cee-8abe-065add8edbac', '{"device": "Firefox on Linux", "network": "10.10.54.228"}', 'en', 'edf2bc95-444c-401a-a1fc-3b439d19b8f0', NULL, 'sent', 1, '2026-11-29 05:23:10.433859+00', NULL, 'smtp', '<effdc216-69f9-4a98-8652-a9e4d29fac1b.37a3a6761b99@return-key.test>', '2026-11-29 05:22:25.360906+00', '2026-11-29 05:22:25.663344+00', false, NULL, 1002, NULL),
	('b7915f5a-ab74-4317-aeff-a4c8f378c1b2', 'registration', 'fred@example.test', 'fred@example.test', 'bf1463be-5946-4e53-820e-1be8bdbe28b6', '{"device": "Firefox on Linux", "network": "10.114.51.35"}', 'en', 'd89110c9-8240-43bc-b465-c15a5b4668d6', NULL, 'sent', 1, '2026-11-29 05:23:11.558331+00', NULL, 'smtp', '<b7915f5a-ab74-4317-aeff-a4c8f378c1b2.82b0a155fe33@return-key.test>', '2026-11-29 05:22:26.50412+00', '2026-11-29 05:22:26.839391+00', false, NULL, 1002, NULL),
	('65da6375-999b-4487-98a7-a84e7584790d', 'security-changed', 'fred@example.test', 'fred@example.test', '', '{"device": "Firefox on Linux", "network": "10.13.43.205"}', 'en', '89633938-43ef-4a8c-889a-f9a629a39dda', '{"change": "added", "factor": "authenticator"}', 'sent', 1, '2026-11-29 05:23:14.070466+00', NULL, 'smtp', '<65da6375-999b-4487-98a7-a84e7584790d.8a75fdb754a3@return-key.test>', '2026-11-29 05:22:28.558786+00', '2026-11-29 05:22:29.451856+00', true, NULL, 0, NULL),
	('aeddb194-d2cf-466f-a403-94c3e441ea92', 'reset', 'fred@example.test', 'fred@example.test', '7b0310e3-e405-420f-bff9-d462c79f0bc6', '{"device": "Firefox on Linux", "network": "10.113.48.254"}', 'en', '6f88a29c-4254-4e47-ad7f-8a504893936d', NULL, 'sent', 1, '2026-11-29 05:23:14.070466+00', NULL, 'smtp', '<aeddb194-d2cf-466f-a403-94c3e441ea92.84a3101db8f3@return-key.test>', '2026-11-29 05:22:29.007687+00', '2026-11-29 05:22:29.458623+00', false, NULL, 2, NULL),
	('16c60e12-1ac7-409e-a841-ad369fdde3f4', 'security-changed', 'fred@example.test', 'fred@example.test', '', '{"device": "Firefox on Linux", "network": "10.147.254.163"}', 'en', '6c51477f-5d18-4db3-bf2f-9decaad22f5b', '{"wait": "half", "endsAt": "2026-12-02T05:22:29.692Z", "waitId": "bc79ee06-9ccc-4fb5-8966-17f601a42200"}', 'queued', 0, '2026-11-30 17:22:29.779485+00', NULL, NULL, NULL, '2026-11-29 05:22:29.645039+00', NULL, true, NULL, 0, '2026-11-30 17:22:29.779486+00'),
	('c6542989-bdcd-4c90-8ba1-e4bf66296a97', 'wait-ended', 'fred@example.test', 'fred@example.test', '', '{"device": "Firefox on Linux", "network": "10.147.254.163"}', 'en', 'bc79ee06-9ccc-4fb5-8966-17f601a42200', NULL, 'queued', 0, '2026-12-02 05:22:29.80469+00', NULL, NULL, NULL, '2026-11-29 05:22:29.645039+00', NULL, true, NULL, 0, '2026-12-02 05:22:29.804691+00'),
	('f9a13943-9958-40b1-9899-44258e6f4399', 'security-changed', 'fred@example.test', 'fred@example.test', '', '{"device": "Firefox on Linux", "network": "10.147.254.163"}', 'en', '75843022-6056-49cd-b8fb-3638594b7752', '{"wait": "started", "endsAt": "2026-12-02T05:22:29.692Z", "waitId": "bc79ee06-9ccc-4fb5-8966-17f601a42200"}', 'sent', 1, '2026-11-29 05:23:14.818189+00', NULL, 'smtp', '<f9a13943-9958-40b1-9899-44258e6f4399.9ca8ddd482a7@return-key.test>', '2026-11-29 05:22:29.645039+00', '2026-11-29 05:22:29.905926+00', true, NULL, 0, NULL),
	('ee12346a-126b-41a1-ba6f-fc3238d68bb3', 'registration', 'gina@example.test', 'gina@example.test', '696c6d5d-cd59-4fd5-b0ac-e557bbae0aa9', '{"device": "Firefox on Linux", "network": "10.225.37.26"}', 'en', 'c818f721-b630-4725-864f-f170337a6b84', NULL, 'sent', 1, '2026-11-29 05:23:15.866526+00', NULL, 'smtp', '<ee12346a-126b-41a1-ba6f-fc3238d68bb3.b24d4e7a99e2@return-key.test>', '2026-11-29 05:22:30.752198+00', '2026-11-29 05:22:31.069493+00', false, NULL, 1002, NULL),
	('58268c7a-912d-467c-8f6a-5d45ef808fd8', 'security-changed', 'gina@example.test', 'gina@example.test', '', '{"device": "Firefox on Linux", "network": "10.192.75.180"}', 'en', '2ccb7437-94d4-4f27-ad60-51e6765c6a49', '{"change": "added", "factor": "authenticator"}', 'sent', 1, '2026-11-29 05:23:17.996102+00', NULL, 'smtp', '<58268c7a-912d-467c-8f6a-5d45ef808fd8.a68d0051f1bf@return-key.test>', '2026-11-29 05:22:32.850299+00', '2026-11-29 05:22:33.07979+00', true, NULL, 0, NULL),
	('d86ff3c2-f496-48a4-8402-679519aa8ff7', 'reset', 'gina@example.test', 'gina@example.test', '0a96e1c0-e074-451c-a18b-3b4e4c720296', '{"device": "Firefox on Linux", "network": "10.104.181.32"}', 'en', 'fe5cda90-e9f3-4c84-841c-837d53fdd35a', NULL, 'sent', 1, '2026-11-29 05:23:17.996102+00', NULL, 'smtp', '<d86ff3c2-f496-48a4-8402-679519aa8ff7.9ceff6d0afa9@return-key.test>', '2026-11-29 05:22:32.955046+00', '2026-11-29 05:22:33.269116+00', false, NULL, 2, NULL),
	('0f2b2a19-a64e-40b6-ac1c-9b8a5f4ee02f', 'security-changed', 'gina@example.test', 'gina@example.test', '', '{"device": "Firefox on Linux", "network": "10.68.70.28"}', 'en', '14eeb23c-2411-44fa-931c-c3c1a17eb458', '{"wait": "started", "endsAt": "2026-12-02T05:22:33.460Z", "waitId": "392d7193-6b88-465c-8410-456d28a27cf7"}', 'sent', 1, '2026-11-29 05:23:18.602145+00', NULL, 'smtp', '<0f2b2a19-a64e-40b6-ac1c-9b8a5f4ee02f.c751a7537166@return-key.test>', '2026-11-29 05:22:33.382593+00', '2026-11-29 05:22:33.732854+00', true, NULL, 0, NULL),
	('2a15d316-c166-45b1-b226-f65187365ee0', 'registration', 'hugo@example.test', 'hugo@example.test', '2266fc42-59f1-4aa8-856e-6564ffaa8c23', '{"device": "Firefox on Linux", "network": "10.143.152.188"}', 'en', 'b2805f85-56c4-4cea-89f5-1bc6ba8fc552', NULL, 'sent', 1, '2026-11-29 05:23:19.675192+00', NULL, 'smtp', '<2a15d316-c166-45b1-b226-f65187365ee0.8961e6e0abd0@return-key.test>', '2026-11-29 05:22:34.607577+00', '2026-11-29 05:22:34.78409+00', false, NULL, 1002, NULL),
	('fb53fb1d-fc65-46ba-acf9-9613657a07a7', 'account-deleted', 'hugo@example.test', 'hugo@example.test', '', '{"device": "Firefox on Linux", "network": "10.179.252.230"}', 'en', '2deb0f25-03b9-4f25-9031-719c107b5b47', '{"erasedAfterDays": 7}', 'sent', 1, '2026-11-29 05:23:21.939903+00', NULL, 'smtp', '<fb53fb1d-fc65-46ba-acf9-9613657a07a7.b5246a7531df@return-key.test>', '2026-11-29 05:22:36.825019+00', '2026-11-29 05:22:37.083568+00', true, NULL, 0, NULL),
	('e81b446e-9013-4d9c-8e9e-0ec0ab9f24d6', 'registration', 'ines@example.test', 'ines@example.test', 'f64e5958-61e1-4552-9632-ee412630a9e9', '{"device": "Firefox on Linux", "network": "10.130.60.121"}', 'en', '916974db-69eb-4658-927f-ed032f3d8b6c', NULL, 'sent', 1, '2026-11-29 05:23:22.901042+00', NULL, 'smtp', '<e81b446e-9013-4d9c-8e9e-0ec0ab9f24d6.a2dd505b8824@return-key.test>', '2026-11-29 05:22:37.889955+00', '2026-11-29 05:22:37.97539+00', false, NULL, 1002, NULL),
	('b12e9ded-929c-4263-8d53-2fae08160151', 'password-changed', 'jane@example.test', 'jane@example.test', '', '{"device": "Firefox on Linux", "network": "10.158.122.111"}', 'en', '486cb6ec-39f5-44dd-aa5e-e886eee280e4', '{"by": "reset"}', 'sent', 1, '2026-11-29 05:23:27.467216+00', NULL, 'smtp', '<b12e9ded-929c-4263-8d53-2fae08160151.9bc648df8899@return-key.test>', '2026-11-29 05:22:42.328786+00', '2026-11-29 05:22:42.55683+00', true, NULL, 0, NULL),
	('ed9e9422-0f56-49cd-823f-15faf6e695e1', 'reset', 'ines@example.test', 'ines@example.test', '94b4c98c-a7e7-4cda-b0ec-163a78989f46', '{"device": "Firefox on Linux", "network": "10.247.238.16"}', 'en', '39ea0c8b-6f9e-43d9-9675-3e1e6a56ea5c', NULL, 'sent', 1, '2026-11-29 05:23:24.570928+00', NULL, 'smtp', '<ed9e9422-0f56-49cd-823f-15faf6e695e1.8394bb9ee5f5@return-key.test>', '2026-11-29 05:22:39.531927+00', '2026-11-29 05:22:39.629208+00', false, NULL, 2, NULL),
	('cac3bd2e-9201-4000-8e30-b8e4a41aeae0', 'registration', 'jane@example.test', 'jane@example.test', '0318c90e-d4b0-4891-b7bb-3bdbf28c6960', '{"device": "Firefox on Linux", "network": "10.167.80.26"}', 'en', 'd72c5c31-7b0c-431b-b74e-244bc2344c36', NULL, 'sent', 1, '2026-11-29 05:23:25.132088+00', NULL, 'smtp', '<cac3bd2e-9201-4000-8e30-b8e4a41aeae0.d3ff97c0280c@return-key.test>', '2026-11-29 05:22:40.113074+00', '2026-11-29 05:22:40.200112+00', false, NULL, 1002, NULL),
	('e3193b04-1567-47f4-aa5d-c7c7bcb8912d', 'reset', 'jane@example.test', 'jane@example.test', '24e50211-f5b2-4710-9538-a169c46be772', '{"device": "Firefox on Linux", "network": "10.59.158.146"}', 'en', '2029cb89-d138-4bbe-a01b-d3645ec421e8', NULL, 'sent', 1, '2026-11-29 05:23:26.34605+00', NULL, 'smtp', '<e3193b04-1567-47f4-aa5d-c7c7bcb8912d.97e9ea200813@return-key.test>', '2026-11-29 05:22:41.301409+00', '2026-11-29 05:22:41.524029+00', false, NULL, 2, NULL),
	('f2b6c9da-bacf-4bbc-93d5-d1205a734220', 'registration', 'karl@example.test', 'karl@example.test', '1bbe3a61-e8f9-47e3-9d27-d6921deaae11', '{"device": "Firefox on Linux", "network": "10.76.54.65"}', 'en', '158b08e4-583f-4e92-ae06-c63a6b540529', NULL, 'sent', 1, '2026-11-29 05:23:28.085506+00', NULL, 'smtp', '<f2b6c9da-bacf-4bbc-93d5-d1205a734220.389908009be8@return-key.test>', '2026-11-29 05:22:43.070183+00', '2026-11-29 05:22:43.161856+00', false, NULL, 1002, NULL),
	('7ddef833-7089-4e60-96e1-6b08eef8367f', 'registration', 'lena@example.test', 'lena@example.test', '839235a3-4f0a-45a4-9029-351dbb8554a8', '{"device": "Firefox on Linux", "network": "10.166.197.226"}', 'en', '6a4e622c-c6c7-4b81-9ff2-fe94a33c00e8', NULL, 'sent', 1, '2026-11-29 05:23:28.574306+00', NULL, 'smtp', '<7ddef833-7089-4e60-96e1-6b08eef8367f.aefe235fecca@return-key.test>', '2026-11-29 05:22:43.55191+00', '2026-11-29 05:22:43.694826+00', false, NULL, 1002, NULL),
	('6c1c6506-11c1-4381-9dbe-0cbdf19c62f0', 'address-change', 'lena.new@example.test', 'lena.new@example.test', 'f733487e-77c2-41c4-a842-4b2c5f2c9a62', '{"device": "Firefox on Linux", "network": "10.161.4.22"}', 'en', 'f23ff53a-488d-4599-879f-8cd61acf3af4', NULL, 'sent', 1, '2026-11-29 05:23:30.266083+00', NULL, 'smtp', '<6c1c6506-11c1-4381-9dbe-0cbdf19c62f0.12e3dd870045@return-key.test>', '2026-11-29 05:22:45.245163+00', '2026-11-29 05:22:45.332108+00', false, NULL, 1002, NULL),
	('5878bf61-d99c-47fb-97a4-e23b19b1e533', 'registration', 'max@example.test', 'max@example.test', '1336da29-4dad-404c-8c33-e2d4feeffc7f', '{"device": "Firefox on Linux", "network": "10.216.181.80"}', 'en', '9f35af8c-a2cf-4256-ba2c-21a9e67a9320', NULL, 'sent', 1, '2026-11-29 05:23:30.861515+00', NULL, 'smtp', '<5878bf61-d99c-47fb-97a4-e23b19b1e533.a360d0c48a6d@return-key.test>', '2026-11-29 05:22:45.852975+00', '2026-11-29 05:22:45.938825+00', false, NULL, 1002, NULL),
	('bc374e17-9514-4dc5-a9d9-cb11cd985fa4', 'registration', 'quinn@example.test', 'quinn@example.test', '527d1f12-47eb-484a-9d9b-095ff98e5da7', '{"device": "Firefox on Linux", "network": "10.86.161.7"}', 'en', 'b700837c-e543-4f12-8525-0619e95d8bb2', NULL, 'sent', 1, '2026-11-29 05:23:32.419377+00', NULL, 'smtp', '<bc374e17-9514-4dc5-a9d9-cb11cd985fa4.9b2b9a5be274@return-key.test>', '2026-11-29 05:22:47.372091+00', '2026-11-29 05:22:47.476421+00', false, NULL, 1002, NULL),
	('f16be1df-f327-42f6-851b-dd6b5ee0fec0', 'security-changed', 'quinn@example.test', 'quinn@example.test', '', '{"device": "Firefox on Linux", "network": "10.112.155.124"}', 'en', '0646e0f6-b3ed-4c0c-b958-211aaf3e192f', '{"change": "added", "factor": "authenticator"}', 'sent', 1, '2026-11-29 05:23:33.299277+00', NULL, 'smtp', '<f16be1df-f327-42f6-851b-dd6b5ee0fec0.9285e501efad@return-key.test>', '2026-11-29 05:22:48.234319+00', '2026-11-29 05:22:48.333837+00', true, NULL, 0, NULL),
	('b2a96d8a-7b0e-4854-9505-9717f16567cc', 'registration', 'nina@example.test', 'nina@example.test', '66d5c04f-2160-45c7-b831-863fd2dd45a4', '{"device": "Firefox on Linux", "network": "10.214.202.177"}', 'en', '3f87c63f-b82d-4151-be3b-1078a4714907', NULL, 'sent', 1, '2026-11-29 05:23:33.696099+00', NULL, 'smtp', '<b2a96d8a-7b0e-4854-9505-9717f16567cc.c588b11f01a7@return-key.test>', '2026-11-29 05:22:48.674077+00', '2026-11-29 05:22:48.775651+00', false, NULL, 1002, NULL),
	('614060c4-8617-4e8f-980f-352b0b9f07c4', 'registration', 'otto@example.test', 'otto@example.test', '867148c9-9f77-4f60-b2a8-2c8de0c1734c', '{"device": "Firefox on Linux", "network": "10.177.218.152"}', 'en', '43be8921-9e3d-4188-8988-42bf86a7574e', NULL, 'sent', 1, '2026-11-29 05:23:35.03155+00', NULL, 'smtp', '<614060c4-8617-4e8f-980f-352b0b9f07c4.78aac8ae1882@return-key.test>', '2026-11-29 05:22:50.017253+00', '2026-11-29 05:22:50.072689+00', false, NULL, 1002, NULL),
	('b6798b52-a652-4c46-8583-b7e936dbc15c', 'registration', 'paul@example.test', 'paul@example.test', '8e58f9af-a4b6-4e19-b0c9-75481d6f4488', '{"device": "Firefox on Linux", "network": "10.115.78.60"}', 'en', '0e61d5fc-2cd4-4c5f-9bce-c700354421f0', NULL, 'sent', 1, '2026-11-29 05:23:36.310216+00', NULL, 'smtp', '<b6798b52-a652-4c46-8583-b7e936dbc15c.c79b33fa05c6@return-key.test>', '2026-11-29 05:22:51.280817+00', '2026-11-29 05:22:51.422327+00', false, NULL, 1002, NULL),
	('230dcd4b-2c58-46fe-8620-452663bea00c', 'reset', 'nina@example.test', 'nina@example.test', 'bbff4710-135b-4ae5-b233-52b91a8d9fc4', '{"device": "Firefox on Linux", "network": "10.255.106.74"}', 'en', NULL, NULL, 'queued', 0, '2026-11-29 05:22:52.296064+00', NULL, NULL, NULL, '2026-11-29 05:22:52.296064+00', NULL, false, NULL, 2, NULL),
	('da2da70c-e205-4a95-98bc-6cb860ff6383', 'security-changed', 'gina@example.test', 'gina@example.test', '', '{"device": "Firefox on Linux", "network": "10.68.70.28"}', 'en', '3bd46b11-201f-444b-952d-5b18f85395e5', '{"wait": "half", "endsAt": "2026-12-02T05:22:33.460Z", "waitId": "392d7193-6b88-465c-8410-456d28a27cf7"}', 'queued', 0, '2026-11-27 17:22:33.544781+00', NULL, NULL, NULL, '2026-11-26 05:22:33.382593+00', NULL, true, NULL, 0, '2026-11-27 17:22:33.544782+00'),
	('097a3295-2855-4a67-9499-c723ed5ad8bf', 'wait-ended', 'gina@example.test', 'gina@example.test', '', '{"device": "Firefox on Linux", "network": "10.68.70.28"}', 'en', '392d7193-6b88-465c-8410-456d28a27cf7', NULL, 'queued', 0, '2026-11-29 05:22:33.569401+00', NULL, NULL, NULL, '2026-11-26 05:22:33.382593+00', NULL, true, NULL, 0, '2026-11-29 05:22:33.569402+00'),
	('376f4f3d-ff48-4089-8fae-76c2c2e636a0', 'backup-address', 'otto.backup@example.test', 'otto.backup@example.test', '48fa6cd4-106f-47e1-baaa-1eea76e80872', '{"device": "Firefox on Linux", "network": "10.47.207.162"}', 'en', '572892d0-ca07-4472-93bd-a6a02fa6aeb6', NULL, 'queued', 0, '2026-11-29 05:22:52.652063+00', NULL, NULL, NULL, '2026-11-29 05:22:52.652063+00', NULL, false, NULL, 1002, NULL),
	('7cfbf98a-e27e-4651-80fd-b15a1df3d126', 'security-changed', 'paul@example.test', 'paul@example.test', '', '{"device": "Firefox on Linux", "network": "10.204.226.21"}', 'en', '11ccd63e-6100-4c20-899f-c87440787003', '{"change": "added", "factor": "authenticator"}', 'queued', 0, '2026-11-29 05:22:52.72369+00', NULL, NULL, NULL, '2026-11-29 05:22:52.72369+00', NULL, true, NULL, 0, NULL),
	('7af22db0-246e-4401-8d84-3bab50ef32a2', 'registration', 'rosa@example.test', 'rosa@example.test', '21578ab7-af4d-4a1f-9b8e-817716192b0b', '{"device": "Firefox on Linux", "network": "10.146.125.19"}', 'en', '9fe6a317-94a5-4005-bb28-89fb332ad9f4', NULL, 'queued', 0, '2026-11-29 05:22:53.168905+00', NULL, NULL, NULL, '2026-11-29 05:22:53.168905+00', NULL, false, NULL, 1002, NULL);

INSERT INTO public.passkeys VALUES
	('f8304e53-6560-4879-8525-5cafa9615ff7', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', '4vJg3hdBlzKt5Ckp9efL5HJlmpwdbTS2mukEJ8bmw4E', 'pQECAyYgASFYIBrU8ltP-0OOfM0v_mvAeQs4IbjYTKjQByVxMmgOfah3IlggzrFk1uUL03VuvoMsVq-wQTNrm0kPQ9WJMmx9CPGn0AE', 0, '{internal}', false, 'Laptop', '2026-11-29 05:22:17.164108+00', '2026-11-29 05:22:17.653833+00', NULL, NULL);

INSERT INTO public.rate_limits VALUES
	('Xy_1lURJtEp_Y8htneVqG5TQJFAfryfB', 'register/network', '{"2026-11-29 05:21:54.358172+00"}', true, 0, 1, '2026-11-29 05:36:54.358172+00'),
	('VWKwHuDjWeWqEbadqbjXKv0mGzkJsEa3', 'mail/recipient', '{"2026-11-29 05:22:02.620889+00"}', true, 0, 1, '2026-11-29 05:37:02.620889+00'),
	('nxqs2BCAU4QmUZlcKQS93a7hTn_3RVpG', 'set-password/link', '{"2026-11-29 05:22:04.138017+00"}', true, 0, 1, '2026-11-29 05:37:04.138017+00'),
	('bFfh7OQ99Rfvf9qQoMKNO-EewscPMJWt', 'sign-in/user', '{"2026-11-29 05:22:08.030327+00"}', true, 0, 1, '2026-11-29 05:37:08.030327+00'),
	('ifIGaIkr6NIlWMHxx-Y_rMDMHyKod0MR', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:07.483938+00'),
	('UHwE8ElhIqvu8u9pgWL0k6rG451dRyl1', 'register/site', '{"2026-11-29 05:21:54.358172+00"}', true, 0, 2, '2026-11-29 05:22:54.358172+00'),
	('KLwOZscJJQcZa7ktoL9CZKABLWTG-T9s', 'sign-in/network', '{"2026-11-29 05:22:08.33022+00"}', true, 0, 1, '2026-11-29 05:37:08.33022+00'),
	('FGnnOXfRpsL8D1a6yA03TQ6wBOhRydBc', 'sign-in/address', '{"2026-11-29 05:22:08.33022+00"}', true, 0, 1, '2026-11-29 05:37:08.33022+00'),
	('t3K8k9i21NTN6qKGmf0yf3xHqAOviWUB', 'register/network', '{"2026-11-29 05:22:09.161595+00"}', true, 0, 1, '2026-11-29 05:37:09.161595+00'),
	('j3YAVmBkevRT4husRr8FMk8sSBat-FMn', 'mail/recipient', '{"2026-11-29 05:22:09.99449+00"}', true, 0, 1, '2026-11-29 05:37:09.99449+00'),
	('OPhXC46OYzLhwJQvlxuM0dvQRFRMEA1h', 'set-password/link', '{"2026-11-29 05:22:10.577352+00"}', true, 0, 1, '2026-11-29 05:37:10.577352+00'),
	('F8AXN4V0hjV84BL6pU3-kJ8U6c9q7eRw', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:11.36832+00'),
	('m0bMt3bZk-4L1J_BxeVJhUAJjUOBeV-X', 'register/site', '{"2026-11-29 05:22:09.161595+00"}', true, 0, 2, '2026-11-29 05:23:09.161595+00'),
	('O10J0uLxfboqd7Ylvif5ZoQU86_JsPFw', 'security/user', '{"2026-11-29 05:22:12.363691+00"}', true, 0, 1, '2026-11-29 05:37:12.363691+00'),
	('u-X_2RijASOgmjgNJBhsdORG-W1zaVB-', 'sign-in/user', '{"2026-11-29 05:22:12.264907+00","2026-11-29 05:22:13.722516+00"}', true, 0, 1, '2026-11-29 05:37:13.722516+00'),
	('6INF57kptTQLcZN4lakMUzdEeulMkNz3', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:12.765568+00'),
	('SJ-ksdDnoB35IuPs5iLG-50l18xoYhLm', 'sign-in/address', '{}', true, 0, 1, '2026-11-29 05:37:12.765568+00'),
	('5ybyz0tiNWJqz5id6ioPvtdWdwBXGzPn', 'register/network', '{"2026-11-29 05:22:14.017449+00"}', true, 0, 1, '2026-11-29 05:37:14.017449+00'),
	('l_rRhdLFshez3nJIKvdNjISsI2X0iuW4', 'mail/recipient', '{"2026-11-29 05:22:14.808144+00"}', true, 0, 1, '2026-11-29 05:37:14.808144+00'),
	('D3ihZkJ8mxi6iptz8n710eASuCDvm-WA', 'set-password/link', '{"2026-11-29 05:22:15.40009+00"}', true, 0, 1, '2026-11-29 05:37:15.40009+00'),
	('SfO60qs56berJc6-cZ5iRE4DEcFWA_wr', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:16.233012+00'),
	('GHCDjrz0ASmuL242fEC6ZQaE5Kas0jk3', 'sign-in/address', '{}', true, 0, 1, '2026-11-29 05:37:16.233012+00'),
	('ZQKCQGMUYzr_VM63hC9IitpKpEfaRGKe', 'security/user', '{"2026-11-29 05:22:17.141571+00"}', true, 0, 1, '2026-11-29 05:37:17.141571+00'),
	('oDxC1C9eaGe_1unBDJecJrIDSqIlVVWQ', 'sign-in/user', '{"2026-11-29 05:22:16.900093+00","2026-11-29 05:22:17.58674+00"}', true, 0, 1, '2026-11-29 05:37:17.58674+00'),
	('zicHoPJ_6iMJqIFUlUJmWRVP5BvZaqZy', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:17.477905+00'),
	('7GuakrTcVCReAhHoCvPlMeBmAz6x7O1e', 'register/network', '{"2026-11-29 05:22:17.780183+00"}', true, 0, 1, '2026-11-29 05:37:17.780183+00'),
	('W_d1Y0bZCh0QixVWl33SoP7KoeEfrUla', 'mail/recipient', '{"2026-11-29 05:22:18.561768+00"}', true, 0, 1, '2026-11-29 05:37:18.561768+00'),
	('EZqzVc0OFBrPUbUY4hoTCJspkzvhTD2T', 'set-password/link', '{"2026-11-29 05:22:18.925078+00"}', true, 0, 1, '2026-11-29 05:37:18.925078+00'),
	('UWxi7azbsaZK59HfI2B_XwiAMob5OUlO', 'sign-in/user', '{"2026-11-29 05:22:20.134087+00"}', true, 0, 1, '2026-11-29 05:37:20.134087+00'),
	('dzm_CqDUZk_53bWpeFqQkqA2r2vd15iN', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:19.546464+00'),
	('ObTSxmjHsTnf-D0lF5VDzowffIkhyms0', 'sign-in/address', '{}', true, 0, 1, '2026-11-29 05:37:19.546464+00'),
	('AAj4lS_VKb8v1m--vY_RfN80lgBdoQ9z', 'set-password/link', '{"2026-11-29 05:22:20.225562+00"}', true, 0, 1, '2026-11-29 05:37:20.225562+00'),
	('JdxmJJBbqg684M0vrbJtZ113az1Yd_pO', 'mail/recipient', '{"2026-11-29 05:22:20.839211+00"}', true, 0, 1, '2026-11-29 05:37:20.839211+00'),
	('D27JiL2P-pNb6oyncEQfzaUe_sDFoPri', 'set-password/link', '{"2026-11-29 05:22:21.208063+00"}', true, 0, 1, '2026-11-29 05:37:21.208063+00'),
	('NPwbzi2qR3Ryh800Sgone2tORV1a96Nm', 'register/network', '{"2026-11-29 05:22:22.071994+00"}', true, 0, 1, '2026-11-29 05:37:22.071994+00'),
	('D-YcvDdQxdKzengHMMag0e0iAg8ht3UR', 'mail/recipient', '{"2026-11-29 05:22:22.710507+00"}', true, 0, 1, '2026-11-29 05:37:22.710507+00'),
	('MMhf5j5R4TgeTGj7qe5wmLeu8jIO82I6', 'set-password/link', '{"2026-11-29 05:22:23.239403+00"}', true, 0, 1, '2026-11-29 05:37:23.239403+00'),
	('o1AZVeaHPLMgaeQOI2tOfmmBoKy5OxLn', 'sign-in/user', '{"2026-11-29 05:22:24.379198+00"}', true, 0, 1, '2026-11-29 05:37:24.379198+00'),
	('gcj-dncbmSfkRby3_KzFSYS1wuqd-bad', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:23.921307+00'),
	('DJ7C8Mv7OkeBskTD_yFxxJx-qtrGwSAv', 'sign-in/address', '{}', true, 0, 1, '2026-11-29 05:37:23.921307+00'),
	('jsAenoh3dzzM6_RZ_CDa7CKIaasH_nlK', 'set-password/link', '{"2026-11-29 05:22:24.63115+00"}', true, 0, 1, '2026-11-29 05:37:24.63115+00'),
	('9_VI89_FYkTifz490bid76LeyA1fPI8F', 'mail/recipient', '{"2026-11-29 05:22:25.344425+00"}', true, 0, 1, '2026-11-29 05:37:25.344425+00'),
	('V67uvb431uoobMe9yGFi0MDfIb3X-0xG', 'register/network', '{"2026-11-29 05:22:25.685958+00"}', true, 0, 1, '2026-11-29 05:37:25.685958+00'),
	('fG4mQh4mWoP-gTfcnv444MwKh3zfD7CK', 'register/site', '{"2026-11-29 05:22:25.685958+00"}', true, 0, 1, '2026-11-29 05:23:25.685958+00'),
	('1XwcD2gGIrOOD4prqLS4MpvMueURmOE-', 'mail/recipient', '{"2026-11-29 05:22:26.485159+00"}', true, 0, 1, '2026-11-29 05:37:26.485159+00'),
	('jakG6Rc45hJGPPqB3axPuWn5G4G-PtOn', 'set-password/link', '{"2026-11-29 05:22:26.912076+00"}', true, 0, 1, '2026-11-29 05:37:26.912076+00'),
	('eHhsNuvCXuesJzABLw6VKwtrm2d4mlVB', 'register/site', '{"2026-11-29 05:22:14.017449+00"}', true, 0, 2, '2026-11-29 05:23:14.017449+00'),
	('h5k5nYJvK8BA0sSvDqaSGPpNFu4dfTq7', 'register/site', '{"2026-11-29 05:22:17.780183+00"}', true, 0, 2, '2026-11-29 05:23:17.780183+00'),
	('eZcEmn4_aeFdzSx1z7siXpQAVF1XrDwM', 'register/site', '{"2026-11-29 05:22:22.071994+00"}', true, 0, 2, '2026-11-29 05:23:22.071994+00'),
	('PHpz8ETTfxSVVEitaObffoiMJpWRpqBX', 'sign-in/user', '{"2026-11-29 05:22:28.450464+00"}', true, 0, 1, '2026-11-29 05:37:28.450464+00'),
	('vVnd9otkrwZBAC3PU0ojsDS4b2WuPEax', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:27.732076+00'),
	('-JisLtIzdDsK211YLefqJgh-16jdYenH', 'sign-in/address', '{}', true, 0, 1, '2026-11-29 05:37:27.732076+00'),
	('BO4xe9MqR8RVxCJGSEpbtHx5uOdMOoA2', 'security/user', '{"2026-11-29 05:22:28.531853+00"}', true, 0, 1, '2026-11-29 05:37:28.531853+00'),
	('0XdJicGGgnfIaS90Mn70MpAnPYcacYrw', 'reset/network', '{"2026-11-29 05:22:29.007687+00"}', true, 0, 1, '2026-11-29 05:37:29.007687+00'),
	('LfUw0Vvyd6wXMUHFP5fZcVb_8C1eZ3mO', 'reset/site', '{"2026-11-29 05:22:29.007687+00"}', true, 0, 1, '2026-11-29 05:23:29.007687+00'),
	('oQG67sK79Div2RrbohSOSJiD3GDjgAY5', 'reset/address', '{"2026-11-29 05:22:29.007687+00"}', true, 0, 1, '2026-11-29 05:47:29.007687+00'),
	('EV9VmTVvVBZhim8I2yJUrgfxjFcdXxz2', 'set-password/link', '{"2026-11-29 05:22:29.567485+00"}', true, 0, 1, '2026-11-29 05:37:29.567485+00'),
	('A7zqNL9swstX9Ce6AA6buxQVXElqr0My', 'wait/user', '{"2026-11-29 05:22:29.597121+00"}', true, 0, 1, '2026-11-30 05:22:29.597121+00'),
	('G_zcK2mtXnLosOOVR09_r0ZV-t8tPnYD', 'register/network', '{"2026-11-29 05:22:29.916738+00"}', true, 0, 1, '2026-11-29 05:37:29.916738+00'),
	('w_YwkuOiBhFw83gHTxmPA0-JFLJNqw-0', 'register/site', '{"2026-11-29 05:22:29.916738+00"}', true, 0, 1, '2026-11-29 05:23:29.916738+00'),
	('AodGeheDQ8l9KbcMB-eC4u9EHjb4fJVu', 'mail/recipient', '{"2026-11-29 05:22:30.730779+00"}', true, 0, 1, '2026-11-29 05:37:30.730779+00'),
	('0YXWaboQQYxRwE8iCeFsoBTWs1-NncFg', 'set-password/link', '{"2026-11-29 05:22:31.125839+00"}', true, 0, 1, '2026-11-29 05:37:31.125839+00'),
	('08a0jLelc99aD9QIbkrcTRbgX96VEKLT', 'sign-in/user', '{"2026-11-29 05:22:32.765094+00"}', true, 0, 1, '2026-11-29 05:37:32.765094+00'),
	('4P9y8CjtItgRYfEd9Az_CTPUofOX0epQ', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:32.048822+00'),
	('VYhqQmMfyCTFK0XHPvLA00Sk3ZzUgcph', 'sign-in/address', '{}', true, 0, 1, '2026-11-29 05:37:32.048822+00'),
	('kNpIAhTNF7b0hucfmJeWMqlIFm9vgbDP', 'security/user', '{"2026-11-29 05:22:32.833923+00"}', true, 0, 1, '2026-11-29 05:37:32.833923+00'),
	('JmMJiku8ONy8X6BUuRvFCHDrw_Clpv6u', 'reset/network', '{"2026-11-29 05:22:32.955046+00"}', true, 0, 1, '2026-11-29 05:37:32.955046+00'),
	('RTrFqntRPY2TDNGFpDGXWFiWfisNTE-l', 'reset/site', '{"2026-11-29 05:22:32.955046+00"}', true, 0, 1, '2026-11-29 05:23:32.955046+00'),
	('ZOsIaGCXJ4lWtmgRkXV3JwlOWp_TBf1K', 'reset/address', '{"2026-11-29 05:22:32.955046+00"}', true, 0, 1, '2026-11-29 05:47:32.955046+00'),
	('IwXpgNmEfH6vQXdD9MuAb3ykYz1YJ8gg', 'set-password/link', '{"2026-11-29 05:22:33.327139+00"}', true, 0, 1, '2026-11-29 05:37:33.327139+00'),
	('vOHcwQfTp24cgPBgX-Fdf88QY08-ORpA', 'wait/user', '{"2026-11-29 05:22:33.369243+00"}', true, 0, 1, '2026-11-30 05:22:33.369243+00'),
	('yXImTwmn0wWBTMTSCA-deWHN8CnfBD9E', 'register/network', '{"2026-11-29 05:22:33.747331+00"}', true, 0, 1, '2026-11-29 05:37:33.747331+00'),
	('9hUHACDwzEfYXoG4q1gn7EmP3OgHNah2', 'register/site', '{"2026-11-29 05:22:33.747331+00"}', true, 0, 1, '2026-11-29 05:23:33.747331+00'),
	('0Gb5x8DYK0saSFQmovn_W7heC_WxNwhv', 'mail/recipient', '{"2026-11-29 05:22:34.591355+00"}', true, 0, 1, '2026-11-29 05:37:34.591355+00'),
	('SJZ48KRo1TMcicZzbAfLaPZcc-jRvUWb', 'set-password/link', '{"2026-11-29 05:22:34.833888+00"}', true, 0, 1, '2026-11-29 05:37:34.833888+00'),
	('-MeBgrV7vZ2F9GQluOcOn7DMhPGuQvzF', 'sign-in/user', '{"2026-11-29 05:22:36.192128+00"}', true, 0, 1, '2026-11-29 05:37:36.192128+00'),
	('uPSAy8ZphhOndvjBC1yYy-MNGxlhOcV8', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:35.542384+00'),
	('ZKut21AA_65PpBkHuftcUNT0-eLHYIoG', 'sign-in/address', '{}', true, 0, 1, '2026-11-29 05:37:35.542384+00'),
	('TGQS7AW_OrL7R6DhvxpfIZigspKlZuEU', 'set-password/link', '{"2026-11-29 05:22:36.294767+00"}', true, 0, 1, '2026-11-29 05:37:36.294767+00'),
	('1aLkB4OywkBlauaKpFu5q7bo7QeQ2OTT', 'register/network', '{"2026-11-29 05:22:37.100088+00"}', true, 0, 1, '2026-11-29 05:37:37.100088+00'),
	('qjomMs7PGEuMH_UXLRrz4LeOF8ups7mZ', 'register/site', '{"2026-11-29 05:22:37.100088+00"}', true, 0, 1, '2026-11-29 05:23:37.100088+00'),
	('iqk0IAcXZgujjyFEvYPMPY2N8prCIIQB', 'mail/recipient', '{"2026-11-29 05:22:37.885247+00"}', true, 0, 1, '2026-11-29 05:37:37.885247+00'),
	('O_gVF3pIc7_RsT_3ZlhnRL7PPEZxUJk8', 'set-password/link', '{"2026-11-29 05:22:38.011459+00"}', true, 0, 1, '2026-11-29 05:37:38.011459+00'),
	('ObArDMTUI89YPgW0r_7ykBVwpHhFVs0b', 'sign-in/user', '{"2026-11-29 05:22:39.494187+00"}', true, 0, 1, '2026-11-29 05:37:39.494187+00'),
	('ZF2dEab-By7o6mpRzDW0hFtBDAdPt68j', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:38.792105+00'),
	('hZ8iY_7cIJYbxrNfe4yULLUmztN9U3_D', 'sign-in/address', '{}', true, 0, 1, '2026-11-29 05:37:38.792105+00'),
	('LOiYS-kS-EjwDHcx2ptv9gxW6UJfu_98', 'reset/network', '{"2026-11-29 05:22:39.531927+00"}', true, 0, 1, '2026-11-29 05:37:39.531927+00'),
	('UEn-1dlRzSndJqGL_YxocZ4-PdH7zjy4', 'reset/site', '{"2026-11-29 05:22:39.531927+00"}', true, 0, 1, '2026-11-29 05:23:39.531927+00'),
	('zziGuWwSXous3_sj4Iz3bovLcgI_VQTL', 'reset/address', '{"2026-11-29 05:22:39.531927+00"}', true, 0, 1, '2026-11-29 05:47:39.531927+00'),
	('A9gcM9uHT3fdIJWTh2xUcjQn__jL6uP1', 'register/network', '{"2026-11-29 05:22:39.638354+00"}', true, 0, 1, '2026-11-29 05:37:39.638354+00'),
	('os-UAcnlowI44mQcXVuV7O5-EQTrA2Jw', 'register/site', '{"2026-11-29 05:22:39.638354+00"}', true, 0, 1, '2026-11-29 05:23:39.638354+00'),
	('0NloIzYI33N6qe1vuBh_y46Ofk8kscQT', 'mail/recipient', '{"2026-11-29 05:22:40.100355+00"}', true, 0, 1, '2026-11-29 05:37:40.100355+00'),
	('8qX2AQicw0mS8hWUugdd6dX0MwF0J9Hw', 'set-password/link', '{"2026-11-29 05:22:40.220267+00"}', true, 0, 1, '2026-11-29 05:37:40.220267+00'),
	('ujICRcuqcPC8S6HXSlCT2B69qP_S6-8s', 'sign-in/user', '{"2026-11-29 05:22:41.194444+00"}', true, 0, 1, '2026-11-29 05:37:41.194444+00'),
	('CptPomoqzTV5W79ttO2TqfYy7WW0jRSC', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:40.806049+00'),
	('Yxv0UKGWg_u1hoBzQ0Boyz07l3E0LBfD', 'sign-in/address', '{}', true, 0, 1, '2026-11-29 05:37:40.806049+00'),
	('_mwYzpeEBkDEp6jRwmLThGQRH7OWH-jl', 'reset/network', '{"2026-11-29 05:22:41.301409+00"}', true, 0, 1, '2026-11-29 05:37:41.301409+00'),
	('XzczlwihXvVtGbw9bjthpjPpZxSA7OQR', 'reset/site', '{"2026-11-29 05:22:41.301409+00"}', true, 0, 1, '2026-11-29 05:23:41.301409+00'),
	('hr34_oZUi-ctVaEYz4oKIpsf5EcahWW4', 'reset/address', '{"2026-11-29 05:22:41.301409+00"}', true, 0, 1, '2026-11-29 05:47:41.301409+00'),
	('RDB4lkOF2WxRHRuBHnYSUKkCSDrwSoii', 'set-password/link', '{"2026-11-29 05:22:41.598982+00"}', true, 0, 1, '2026-11-29 05:37:41.598982+00'),
	('GwPBFS-UTrM8EIka2jvt7uRxSQDfe3Ew', 'register/network', '{"2026-11-29 05:22:42.568012+00"}', true, 0, 1, '2026-11-29 05:37:42.568012+00'),
	('hQhpX3NKpjkoXKz_Kj7eT7cTmHb7F4so', 'register/site', '{"2026-11-29 05:22:42.568012+00"}', true, 0, 1, '2026-11-29 05:23:42.568012+00'),
	('vKPDfCaU2P_1jGBU3JKTyUuuY1I_obKC', 'mail/recipient', '{"2026-11-29 05:22:43.062045+00"}', true, 0, 1, '2026-11-29 05:37:43.062045+00'),
	('dQDslWoxau74YP15tMWw-Y-f5AC7Whpd', 'register/network', '{"2026-11-29 05:22:43.165531+00"}', true, 0, 1, '2026-11-29 05:37:43.165531+00'),
	('VAf_kJ6jiujIPiEj4aWdH5OBm4E_vgEI', 'register/site', '{"2026-11-29 05:22:43.165531+00"}', true, 0, 1, '2026-11-29 05:23:43.165531+00'),
	('nr3MmbNtOnCEDUPKlMgubn8AmWACQADF', 'mail/recipient', '{"2026-11-29 05:22:43.548122+00"}', true, 0, 1, '2026-11-29 05:37:43.548122+00'),
	('vQ-SqDBbfYVXY97nnNYRbgPyj0smRudH', 'set-password/link', '{"2026-11-29 05:22:43.726221+00"}', true, 0, 1, '2026-11-29 05:37:43.726221+00'),
	('G_z6KxmLd0E8zmv3qIGkK4_2sRDZ0pHZ', 'sign-in/user', '{"2026-11-29 05:22:44.669149+00"}', true, 0, 1, '2026-11-29 05:37:44.669149+00'),
	('wrS1IRu3qUhav188WHX_w_rtHysV-V3A', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:44.306626+00'),
	('fHiyK8zovYwTEsrXRyNXwOETGCBsycEg', 'sign-in/address', '{}', true, 0, 1, '2026-11-29 05:37:44.306626+00'),
	('JkeJzJfnmxPoxxiAYD1XWe2nSACVbEvh', 'set-password/link', '{"2026-11-29 05:22:44.723964+00"}', true, 0, 1, '2026-11-29 05:37:44.723964+00'),
	('fG2BcqF1XmgCZlJl-ty5vpz7sNzDUJ2H', 'mail/recipient', '{"2026-11-29 05:22:45.240825+00"}', true, 0, 1, '2026-11-29 05:37:45.240825+00'),
	('i7NFQ23jFlvylpamTzrbawa6htWoRLYH', 'register/network', '{"2026-11-29 05:22:45.344093+00"}', true, 0, 1, '2026-11-29 05:37:45.344093+00'),
	('LiVqpVnl4aIuPMO2LdQPvSomo75uGH1n', 'mail/recipient', '{"2026-11-29 05:22:45.849078+00"}', true, 0, 1, '2026-11-29 05:37:45.849078+00'),
	('IkwEanhWtFWDO4nyMcTj8xYo76R3WsIi', 'set-password/link', '{"2026-11-29 05:22:45.969694+00"}', true, 0, 1, '2026-11-29 05:37:45.969694+00'),
	('mJPRr0yD2PoC3644CyOtrUSucsf-Va-g', 'sign-in/user', '{"2026-11-29 05:22:46.819783+00"}', true, 0, 1, '2026-11-29 05:37:46.819783+00'),
	('MitD5HOfZIvTmrvsJS3t9VA4Nbj4rv-a', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:46.377516+00'),
	('TZIWqPmnElnhAbKS37zwn9bKPhbvytlW', 'sign-in/address', '{}', true, 0, 1, '2026-11-29 05:37:46.377516+00'),
	('V5kswVs3xjnVPOyYXbHZiGyEKzYEWB0f', 'register/network', '{"2026-11-29 05:22:46.917191+00"}', true, 0, 1, '2026-11-29 05:37:46.917191+00'),
	('e-DhYVZnxK5Ndm_-kaA6vj6rOueHrDVx', 'mail/recipient', '{"2026-11-29 05:22:47.364879+00"}', true, 0, 1, '2026-11-29 05:37:47.364879+00'),
	('xRntPoF57afrWOMqPhhy_4mv8jey50Ug', 'set-password/link', '{"2026-11-29 05:22:47.490808+00"}', true, 0, 1, '2026-11-29 05:37:47.490808+00'),
	('HceQZ5cBJ9yijyw9J5tv0CFrp67l-qWt', 'sign-in/user', '{"2026-11-29 05:22:48.185445+00"}', true, 0, 1, '2026-11-29 05:37:48.185445+00'),
	('qD_G1qWDkyQjuLoxCmoHlnhk6ifSWVwz', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:47.901274+00'),
	('mjBNV8PYmec4FAnQ1IPPSNZPF49vEJ03', 'sign-in/address', '{}', true, 0, 1, '2026-11-29 05:37:47.901274+00'),
	('K8C0ZfFAgsC5ujtSPiYt0I1wioHxNcRS', 'security/user', '{"2026-11-29 05:22:48.222812+00"}', true, 0, 1, '2026-11-29 05:37:48.222812+00'),
	('IY2-WG-80MZDkqEGQr6v2leioPZhc4Nm', 'register/network', '{"2026-11-29 05:22:48.343344+00"}', true, 0, 1, '2026-11-29 05:37:48.343344+00'),
	('fiCRJXnVLg-aHPq22g20frdQWtS5I2xe', 'mail/recipient', '{"2026-11-29 05:22:48.669641+00"}', true, 0, 1, '2026-11-29 05:37:48.669641+00'),
	('6H9-de94UXha2Qv02eHqI9M4XZIbPenK', 'set-password/link', '{"2026-11-29 05:22:48.792338+00"}', true, 0, 1, '2026-11-29 05:37:48.792338+00'),
	('b0xISVRV1BKcLknCHYsneW9nQqO6i7uX', 'sign-in/user', '{"2026-11-29 05:22:49.620141+00"}', true, 0, 1, '2026-11-29 05:37:49.620141+00'),
	('NQAGl1MmRTM8KB-ULkFFVyco-4-QSu-C', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:49.257999+00'),
	('UO8RpjTtEH5LfXJ3fCZ5aeEvRARXqJs1', 'sign-in/address', '{}', true, 0, 1, '2026-11-29 05:37:49.257999+00'),
	('Lgmg9xF9g4oO2pSntrKJ_zL6uHRMJK-g', 'register/network', '{"2026-11-29 05:22:49.665535+00"}', true, 0, 1, '2026-11-29 05:37:49.665535+00'),
	('ZLJad3bOBuDfysJR3cW45cWFxkd3bbGN', 'mail/recipient', '{"2026-11-29 05:22:50.007369+00"}', true, 0, 1, '2026-11-29 05:37:50.007369+00'),
	('miGTmhYnAlf5tmdvi16jr6MjUz3t9zPy', 'set-password/link', '{"2026-11-29 05:22:50.081036+00"}', true, 0, 1, '2026-11-29 05:37:50.081036+00'),
	('brf6BZGuwuqOMiBGHgzmzhCcz7l13Vdt', 'sign-in/user', '{"2026-11-29 05:22:50.78968+00"}', true, 0, 1, '2026-11-29 05:37:50.78968+00'),
	('Mo_5tf2SkT25PcOjDh7UWU2Zq-mQu9dU', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:50.506357+00'),
	('URvJR3wigBepwWC3ioEXz0V3oesGrP6U', 'sign-in/address', '{}', true, 0, 1, '2026-11-29 05:37:50.506357+00'),
	('FwSyXgxjiW5884CyHhjaqTEvZjCo2IIt', 'register/network', '{"2026-11-29 05:22:50.83105+00"}', true, 0, 1, '2026-11-29 05:37:50.83105+00'),
	('seawck_iR2-Sl2YOne7AEgVM9whY2rhk', 'mail/recipient', '{"2026-11-29 05:22:51.276938+00"}', true, 0, 1, '2026-11-29 05:37:51.276938+00'),
	('tK_WsqHQoHJBelIyoaYy2YFnCNHfUCin', 'set-password/link', '{"2026-11-29 05:22:51.432193+00"}', true, 0, 1, '2026-11-29 05:37:51.432193+00'),
	('-fU8TAJ7DV22iCIiOhPHUlxMkqnAo6hn', 'sign-in/user', '{"2026-11-29 05:22:52.276542+00"}', true, 0, 1, '2026-11-29 05:37:52.276542+00'),
	('GEsrKQKbfy_4OHvAT-gPkfCY4CbHhyii', 'sign-in/network', '{}', true, 0, 1, '2026-11-29 05:37:51.873361+00'),
	('OpC-6lgCrZ-Q7Gypg3bTBHas6ohU61a7', 'sign-in/address', '{}', true, 0, 1, '2026-11-29 05:37:51.873361+00'),
	('Kl162QuKQPZme82w25oncdY5hH-UIHm8', 'reset/network', '{"2026-11-29 05:22:52.296064+00"}', true, 0, 1, '2026-11-29 05:37:52.296064+00'),
	('asocuqTMZt5pC76J0e8YpygcKziA5P2D', 'reset/site', '{"2026-11-29 05:22:52.296064+00"}', true, 0, 1, '2026-11-29 05:23:52.296064+00'),
	('eNGwomH_j6ciOngGarIdMR-HRST1Fv07', 'reset/address', '{"2026-11-29 05:22:52.296064+00"}', true, 0, 1, '2026-11-29 05:47:52.296064+00'),
	('bntDxxjTBUUL7lnLlq1M7Ho2kWe3oL9v', 'set-password/link', '{"2026-11-29 05:22:52.315799+00"}', true, 0, 1, '2026-11-29 05:37:52.315799+00'),
	('FWjaB6330pa_qqsiewII-avUwZi81qJ1', 'mail/recipient', '{"2026-11-29 05:22:52.644719+00"}', true, 0, 1, '2026-11-29 05:37:52.644719+00'),
	('sE9LACav3JvkNj5XfDG45cfjP5XKCohG', 'security/user', '{"2026-11-29 05:22:52.704079+00"}', true, 0, 1, '2026-11-29 05:37:52.704079+00'),
	('uqx63MUqzWBoyI3JIA3MK6fwowuAEV2J', 'register/network', '{"2026-11-29 05:22:52.829126+00"}', true, 0, 1, '2026-11-29 05:37:52.829126+00'),
	('xFa4dl0Kequu9-pZ4RbAVClPI0IPjTaX', 'register/site', '{"2026-11-29 05:22:52.829126+00"}', true, 0, 1, '2026-11-29 05:23:52.829126+00'),
	('FMe_HtiAvKpm-_Bdd-aY7x-9LG-5z2P5', 'mail/recipient', '{"2026-11-29 05:22:53.165067+00"}', true, 0, 1, '2026-11-29 05:37:53.165067+00');

INSERT INTO public.recovery_codes VALUES
	('49fa61e1-04a4-4c97-81df-8c2e37f88d0d', 'b2446ae7-e4fc-447b-98cd-fd80968384be', 'w2CQBYxJsjsAA_zRvKCbm2g7fEl3MDvh8ubVjlmYj64', '2026-11-29 05:22:12.38931+00', NULL, NULL),
	('4ae5900b-cbcc-42f3-9a46-5bb625927999', 'b2446ae7-e4fc-447b-98cd-fd80968384be', 'ip6KsKPLsiOjLJza_7N9xhL7_e4XZyUQlYjHaAD0LKI', '2026-11-29 05:22:12.38931+00', NULL, NULL),
	('bcd2b127-b36c-4fe2-beb5-d3212d01a677', 'b2446ae7-e4fc-447b-98cd-fd80968384be', 'DqG0nWSjSbdCByBTVKsczMs6mN3dK_AKFlJg95_Ojv8', '2026-11-29 05:22:12.38931+00', NULL, NULL),
	('7e53cc84-486e-4c6f-a3b1-5f1bd2e72077', 'b2446ae7-e4fc-447b-98cd-fd80968384be', 'LQQuW_PiDMxO2_51KBeg9Wfq99z0b7kP02Q4VUtrACA', '2026-11-29 05:22:12.38931+00', NULL, NULL),
	('1b24049b-9316-401f-9521-43bd20192c55', 'b2446ae7-e4fc-447b-98cd-fd80968384be', '2C8yfM2SswPvcft_3KfS2f9cxyhNyXrHu_wiAKWMBzc', '2026-11-29 05:22:12.38931+00', NULL, NULL),
	('de2ae8aa-af2a-49d3-8bfd-a4bcab278cd6', 'b2446ae7-e4fc-447b-98cd-fd80968384be', '5gEF_xxSgUvAAb5ojsmc-Jujz-BgBKEb41ghQlz1jZA', '2026-11-29 05:22:12.38931+00', NULL, NULL),
	('51200b91-72a1-4fbe-a81f-3ccfc8670b86', 'b2446ae7-e4fc-447b-98cd-fd80968384be', 'G07p11PZ_o3cff81z5bfy_8PwRXAsT76ij2neryUKw4', '2026-11-29 05:22:12.38931+00', NULL, NULL),
	('a76a0268-deb9-4992-a1ea-3bbcf3998429', 'b2446ae7-e4fc-447b-98cd-fd80968384be', 'umXB69KZ5OuiiIMs-5-cMrHvGb-50CQ_WjUlOQSIP00', '2026-11-29 05:22:12.38931+00', NULL, NULL),
	('c94c4150-30ae-4b15-b865-69035b11b19a', 'b2446ae7-e4fc-447b-98cd-fd80968384be', 'LCmhOOvvZy6UJlHwDn4qcRC_lTkrwS7gHw7HswdWYpc', '2026-11-29 05:22:12.38931+00', NULL, NULL),
	('6f6bf603-30ac-45b8-85eb-8878ae135cf6', 'b2446ae7-e4fc-447b-98cd-fd80968384be', 'eOIvfRyDntzfRg66tkJ0OwEOvOUBP0fjDnCpc8etP8Y', '2026-11-29 05:22:12.38931+00', '2026-11-29 05:22:13.880667+00', NULL),
	('92046530-e21f-4522-9071-1dd1363b681d', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', 'hivpFJrdQkybTq6-pW7L7wa8Ti3bgbuAqiFYjNzv_Nk', '2026-11-29 05:22:17.164108+00', NULL, NULL),
	('d5c014be-f24e-4bf3-b235-6acb72ee9a3c', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', 'sOW7rxFlz15TWbjsBYsDrsSDIeYmDSsfcIKH31_l3QQ', '2026-11-29 05:22:17.164108+00', NULL, NULL),
	('3b2cc3a7-3bbd-472f-94e9-67001980dd48', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', 'O0CuksEhIi7bUQQ9ktKOl2byorxxGdSYXS9I0KG9Elo', '2026-11-29 05:22:17.164108+00', NULL, NULL),
	('69ee5700-c984-4585-a240-c589841add82', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', 'r12YobheL9CwTvQ-T7xnE55yMR1exknF5EJgQdKVMk4', '2026-11-29 05:22:17.164108+00', NULL, NULL),
	('2a4c8213-04e1-4cba-8632-2a6ad5b8e146', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', 'iIdnr8ePXMXzUifYQ9vZb7g0BtpX-5MzDmQrTQ7vZOU', '2026-11-29 05:22:17.164108+00', NULL, NULL),
	('fb9d7117-38c2-42f8-9066-6761b93ad51f', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', 'oVBtpVb_fAobheaCHRukvUN2b4qdxdqdYy9ZuCzoz0g', '2026-11-29 05:22:17.164108+00', NULL, NULL),
	('0724d9e4-0f07-4e83-95f2-4478362d63cb', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', 'LwbVhkfK1o_L6gIVbf4_JEflrEBRL3H5SU_GSdo5AQI', '2026-11-29 05:22:17.164108+00', NULL, NULL),
	('abbc1283-f8dd-4671-a42d-188b7b9c56db', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', 'o2QmwppTnBL78DzC_l-xvehUwPeUS3-5GzOAaTDv3Mw', '2026-11-29 05:22:17.164108+00', NULL, NULL),
	('671b39cc-09ea-48fd-8f5c-600c59c277bc', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', 'VMOyFKoOSbgUltABI4HX2y1Qf1n0XTL1sI_J1NTGvFY', '2026-11-29 05:22:17.164108+00', NULL, NULL),
	('a2dd64cd-c5b5-41c3-af6d-cfdacc0b705f', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', 'JVK4b4fjzIlFyMz2dp2PkMWlwAT0CJUAbtusX_JgdxQ', '2026-11-29 05:22:17.164108+00', NULL, NULL),
	('458672cf-cad3-4cb8-b231-9f84c9e612d3', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', 'bRoNuYRXHFZwaaxQqOkrQlAg0ENBMKDUeIzG4cnyf5A', '2026-11-29 05:22:28.558786+00', NULL, NULL),
	('be883156-bef3-4e5f-aa2d-237cb12e37a6', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', 'SrX5z3dRiqXyp0EGCTEKV1_1WU-mlIjI4-QEYvm075Q', '2026-11-29 05:22:28.558786+00', NULL, NULL),
	('aad0190e-f576-4d3b-86ad-f8d44a2d15fb', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', 'JdwJOVbexbzpl0yvTVgit37OqsYb6PzOQpbOkrmvn4U', '2026-11-29 05:22:28.558786+00', NULL, NULL),
	('df972792-79cf-4e77-a1c2-2b8ccd49c3f5', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', 'mOwsSXvZNwGvzWp3JsTjRtDZdQ68MawP1ktze7_EGSY', '2026-11-29 05:22:28.558786+00', NULL, NULL),
	('44f4f1ac-bdac-4887-8b97-147811bb35e4', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', 'ARparOkxeFz_wy93BDfnTBfgCXr7KoDxUjiU_GE8oLc', '2026-11-29 05:22:28.558786+00', NULL, NULL),
	('561ece68-3afd-40e7-a8d3-39929b5ae8a1', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', 'LwitGJV75SOQG-O0ao_U_KHwIeAlcoUZGwvGG3mGV-8', '2026-11-29 05:22:28.558786+00', NULL, NULL),
	('27f33925-d45d-4405-9eb2-275e337ec596', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', 'BefY6pA57Kud8Icpsijlj6SnRDCEw1779pCHK4_GI5k', '2026-11-29 05:22:28.558786+00', NULL, NULL),
	('f00d2b62-6ad5-433f-bb6e-75ce639f7059', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', '5tJZ19_-ER4_QUim_0TI_UeOp8_2_vP-QClmizuaqY4', '2026-11-29 05:22:28.558786+00', NULL, NULL),
	('e85c1161-79aa-46ee-87b8-f14568d37ee8', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', 'TBUDSr6DTpBXFDtqXMeNUA6aYSkHPrEy8uP50E0IW68', '2026-11-29 05:22:28.558786+00', NULL, NULL),
	('c433a5e2-c8b4-440b-8251-41c2a1e6f784', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', 'xmT5ldhBdcqOuOn0_wgeq-N1QwvUEzubuOcrJWe4pBE', '2026-11-29 05:22:28.558786+00', NULL, NULL),
	('d043da2b-4d84-4f72-8e63-33efdb38296e', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', 'P_RneoCC4WdypOxXcZGbI5-ifjLbs9yAxfR_rDXbyj0', '2026-11-29 05:22:32.850299+00', NULL, NULL),
	('249daea1-6c5d-4f06-9baa-141aa52eb9dd', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', 'nb4Yc7e9-hmxwFMuzPBrjB0rY1EnBruS6vjqQPb9_14', '2026-11-29 05:22:32.850299+00', NULL, NULL),
	('86945c96-8b19-447e-81d4-4113bf13f96a', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', '1GnqcD_-Bpz4JIjeKW-c8xMCbd5u5kYMov2rEf7yvFo', '2026-11-29 05:22:32.850299+00', NULL, NULL),
	('70e2aa98-a113-40b3-8c35-05dad1fed95a', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', 'F-45IVsY-YmzdKmr17NrczzEG0z5Ab3ybolC4Vb3e9s', '2026-11-29 05:22:32.850299+00', NULL, NULL),
	('a9f37961-0f7b-4be7-84c8-20c502f9740f', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', '7h3G_Li_Dxl4MSUzBK_nvipobQv3doOxK-zhj0AAwJs', '2026-11-29 05:22:32.850299+00', NULL, NULL),
	('55f9cc2f-45b8-4362-aad3-d6dde94c15ac', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', 'O9T3bGWmtEGMxVz48pD1FmvNO1pdmlVPRf59MqtQcJ8', '2026-11-29 05:22:32.850299+00', NULL, NULL),
	('a9d1b12a-a245-432b-8950-9c74bbf6da56', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', '-BF_-yOEbVlUi7C9FcoT1TMPJc9Ibb2f_j1d8vnYPaQ', '2026-11-29 05:22:32.850299+00', NULL, NULL),
	('70810b02-c6e7-45b2-bd21-39b847207255', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', 'MTr_yIe_totVJXY9eBpiUvq9mxeuwPp7xxSHomx1S-Q', '2026-11-29 05:22:32.850299+00', NULL, NULL),
	('edb16ef4-7ead-4ec6-ba7b-1b853c3e9897', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', 'mMW9vP5bhNfXU4dC6OQP6O2-ju-deQ2AnmlGQSv32_A', '2026-11-29 05:22:32.850299+00', NULL, NULL),
	('ce19d7d6-ccfe-4e52-b1a7-d3094e5f8058', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', 'l0ncTQaZVD2OkUC1emE7-UnCHXgeVTleiYezfBEbXac', '2026-11-29 05:22:32.850299+00', NULL, NULL),
	('b6044865-a558-4b7d-9449-fe9c64f10e18', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', '_NHt_7pRkLxqHnNpBNMf1-dKeUfiuo3_uFCBpzO3mq4', '2026-11-29 05:22:48.234319+00', NULL, NULL),
	('97f0238a-0d20-439d-958d-f77e38636b9c', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', 'gpRPTRGejn7yJjv7pCXltpqTAEHhx1wzi9jX2iP04kI', '2026-11-29 05:22:48.234319+00', NULL, NULL),
	('f2f32939-ca2b-45c0-9460-346ccf352577', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', '9Ag3_RbTcre6lKnGP3OuaO1FMyqQmfs6B2aHpCsVK4s', '2026-11-29 05:22:48.234319+00', NULL, NULL),
	('4bcd3e6b-4edd-45aa-9485-ecca1dd89beb', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', 'PaUc21R7lRhzJgwIjpSRCu19BMGBbHUu6yfCaltdbP4', '2026-11-29 05:22:48.234319+00', NULL, NULL),
	('1c07083f-fc81-4439-b7a8-f376ad782bf3', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', 'F_-4ReaZRsrwKrjvKVxOZPDquEwTpNn2pKaExkjASxU', '2026-11-29 05:22:48.234319+00', NULL, NULL),
	('eb55cac2-9483-4aa0-86a1-ede16b42ca65', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', 'afDa6N7BldM6J2zVf7yBTcC5oZELCNDL9JEjz2jzbiE', '2026-11-29 05:22:48.234319+00', NULL, NULL),
	('21b9ee4d-02a1-4193-bd3b-4791b911801a', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', 'sLx7zopfT9UkGcmAeWoaF--aAejJFqfpg3XGf05T2-o', '2026-11-29 05:22:48.234319+00', NULL, NULL),
	('7c1d20e4-b027-4d5a-b780-e898ec5ac2c0', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', 'v4ilwt0FXpyvYK_d0tzI1zXBYCLgeNK3_0wLa4ZbSMw', '2026-11-29 05:22:48.234319+00', NULL, NULL),
	('63b6af1a-5805-4cd8-82f7-abf529ff5bf3', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', '5CVRARf6F51mmszXZQ5auRs1qwpL5JZBcTnP54djIDk', '2026-11-29 05:22:48.234319+00', NULL, NULL),
	('6ed17343-124e-4601-a442-7aad8ffb8a72', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', 'r62rHcWh9PYZCOjXCkUl322JKSJDRWjHGpkg9Hdy_8g', '2026-11-29 05:22:48.234319+00', NULL, NULL),
	('2ba949f7-b738-41b6-9676-8bcfe175461d', '58408833-530d-4372-beb4-bd7283d9381a', 'KWAEVNIX4JXeHhPJYGUjAludLCcFAn2IhzFwmdYIhWk', '2026-11-29 05:22:52.72369+00', NULL, NULL),
	('e1ccc582-b7f5-4245-a7a0-7579bb0d8fd0', '58408833-530d-4372-beb4-bd7283d9381a', 'U3X42_fI-NyV7CTDibbI9nrJJDLy-PzT1rSYzMiR6-0', '2026-11-29 05:22:52.72369+00', NULL, NULL),
	('e74e52b0-b323-4ad1-8110-0726177484cb', '58408833-530d-4372-beb4-bd7283d9381a', '55x9r3-UUWzDBkrm6MgvymVwnOkMTPBSThsO8GR3JOE', '2026-11-29 05:22:52.72369+00', NULL, NULL),
	('e90517c0-3360-4239-b137-7a8cdfeb8ce7', '58408833-530d-4372-beb4-bd7283d9381a', 'RifDD3nvibGkeG2CxTLMFrogSkh8WW8kMOauBU68tzQ', '2026-11-29 05:22:52.72369+00', NULL, NULL),
	('baf74fa3-2697-4c16-8332-e5952ec39edb', '58408833-530d-4372-beb4-bd7283d9381a', 'CGNsbF4y0p-rP-DEaNayBhnnyA2hQjgLhzx3UsH_sJA', '2026-11-29 05:22:52.72369+00', NULL, NULL),
	('c7f1c0b9-5896-455f-b1f7-71506a258655', '58408833-530d-4372-beb4-bd7283d9381a', 'h979l4Lk-Iym68crw7xTjklqvVtlkEZbrWbaVBpv2Ng', '2026-11-29 05:22:52.72369+00', NULL, NULL),
	('0f9d21dc-59b9-40cf-9e36-41e002fcabe3', '58408833-530d-4372-beb4-bd7283d9381a', 'EjnTXk9B11rQDranugds2MV1Li3hGRC00xA54DPGtgk', '2026-11-29 05:22:52.72369+00', NULL, NULL),
	('4804f9e5-e594-41f6-bf71-ef382ea09462', '58408833-530d-4372-beb4-bd7283d9381a', 'u6W4HXlAPQeDYorqQkhGLwlF9WitdhVJOZXNCqrWHZM', '2026-11-29 05:22:52.72369+00', NULL, NULL),
	('c9f6fdf4-d855-4f74-a59b-8016c1992534', '58408833-530d-4372-beb4-bd7283d9381a', 'KOO_oRQzo4UlRLpIy4l2Yg_V1D8LCunYG5NjzVvXJU0', '2026-11-29 05:22:52.72369+00', NULL, NULL),
	('ac338198-ac62-4891-a5cf-f01528c39232', '58408833-530d-4372-beb4-bd7283d9381a', 'DRlV2D-YIATpE3g355vR3BVzGMJKPvCB47RDBLcjJ1o', '2026-11-29 05:22:52.72369+00', NULL, NULL);

INSERT INTO public.recovery_waits VALUES
	('bc79ee06-9ccc-4fb5-8966-17f601a42200', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', '2026-11-29 05:22:29.692703+00', '2026-12-02 05:22:29.692+00', NULL, NULL),
	('392d7193-6b88-465c-8410-456d28a27cf7', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', '2026-11-26 05:22:33.460729+00', '2026-11-29 05:22:33.46+00', NULL, NULL);

INSERT INTO public.registrations VALUES
	('bd7a3b1c-5e53-49db-a7d2-13edb91599ee', 'Ada King', 'ada@example.test', 'ada@example.test', 'bcrypt-sha384:$2b$10$cV7d4UyBUGVmxVXTCtf6Q.ORxLQezAsDdLatnbv/q71faEHSEnefi', 'uWzX_Vr80w', '2026-11-29 05:22:02.803158+00', '2099-12-31 00:00:00+00', '2026-11-29 05:22:07.265959+00', '2026-11-29 05:22:02.640662+00', '1ed2e505-e867-4642-8f06-394bf047e233'),
	('645ebe33-14d8-4d1e-96d5-010adb012904', 'Bert', 'bert@example.test', 'bert@example.test', 'bcrypt-sha384:$2b$10$J5o5wrc/ngKBy3rtBosyVOuI1z7VeTmcEkDgYdyTlMgtltTSPqlwO', 'uWzX_Vr80w', '2026-11-29 05:22:10.12582+00', '2099-12-31 00:00:00+00', '2026-11-29 05:22:11.121147+00', '2026-11-29 05:22:10.022327+00', '0c1522cd-11cd-4a75-a20d-eb100880cc08'),
	('c297de24-8370-458f-bfdd-d140c4c06720', 'Cara', 'cara@example.test', 'cara@example.test', 'bcrypt-sha384:$2b$10$7IjN4EEeF1.mwD/gVIkHsOc9eIaTK8peQM877vsuyPFGx9MtfvzmW', 'uWzX_Vr80w', '2026-11-29 05:22:15.0213+00', '2099-12-31 00:00:00+00', '2026-11-29 05:22:16.043834+00', '2026-11-29 05:22:14.834449+00', '026e75d2-021b-45e4-a084-43b5b1e5f568'),
	('3178cb56-ee86-4111-8f23-25d38792965e', 'Dora', 'dora@example.test', 'dora@example.test', 'bcrypt-sha384:$2b$10$zaYlnHO9sd5rG4BFtV7GbOGUN9AUDx/GMFNHeLfz8C72UNDF5RiTK', 'uWzX_Vr80w', '2026-11-29 05:22:18.689281+00', '2099-12-31 00:00:00+00', '2026-11-29 05:22:19.440091+00', '2026-11-29 05:22:18.568647+00', '9f1244fc-a865-4c37-9cff-fad639b4c514'),
	('28576cdc-7f70-46a6-bb7b-285355b0a896', 'Emil', 'emil@example.test', 'emil@example.test', 'bcrypt-sha384:$2b$10$5asKjI7eS2ZFiXb5hya9Me.pIoQmn.g2yrVS9PZNtGkdpPPVeZLYm', 'uWzX_Vr80w', '2026-11-29 05:22:22.939699+00', '2099-12-31 00:00:00+00', '2026-11-29 05:22:23.840177+00', '2026-11-29 05:22:22.737091+00', 'ec1769ca-8353-424a-9313-a44806acbdcd'),
	('d89110c9-8240-43bc-b465-c15a5b4668d6', 'Fred', 'fred@example.test', 'fred@example.test', 'bcrypt-sha384:$2b$10$EpNzMXp/Vo8fQM6LX5ezs.siQ39r8kVAQhkeJTdvlVHkdzKn3lYyO', 'uWzX_Vr80w', '2026-11-29 05:22:26.623928+00', '2099-12-31 00:00:00+00', '2026-11-29 05:22:27.600127+00', '2026-11-29 05:22:26.50412+00', 'bf1463be-5946-4e53-820e-1be8bdbe28b6'),
	('c818f721-b630-4725-864f-f170337a6b84', 'Gina', 'gina@example.test', 'gina@example.test', 'bcrypt-sha384:$2b$10$3mGj6XKQSMoBzqIF8x0eMeAgxfWErfYpnW6jwGkfOJfwOAd67Ti8u', 'uWzX_Vr80w', '2026-11-29 05:22:31.004093+00', '2099-12-31 00:00:00+00', '2026-11-29 05:22:31.875385+00', '2026-11-29 05:22:30.752198+00', '696c6d5d-cd59-4fd5-b0ac-e557bbae0aa9'),
	('158b08e4-583f-4e92-ae06-c63a6b540529', 'Karl', 'karl@example.test', 'karl@example.test', 'bcrypt-sha384:$2b$10$71D8A6mbzmEqgVtqJHVSIuf1ApsFU6ucT6tgNreqjTcy/B5hyTaa2', 'uWzX_Vr80w', '2026-11-29 05:22:43.122021+00', '2099-12-31 00:00:00+00', NULL, '2026-11-29 05:22:43.070183+00', '1bbe3a61-e8f9-47e3-9d27-d6921deaae11'),
	('916974db-69eb-4658-927f-ed032f3d8b6c', 'Ines', 'ines@example.test', 'ines@example.test', 'bcrypt-sha384:$2b$10$n2uvHdI4zun3WdxVdIWkZedPPxgEK8/lp1myes9ueQFPVM7UK5.7.', 'uWzX_Vr80w', '2026-11-29 05:22:37.913819+00', '2099-12-31 00:00:00+00', '2026-11-29 05:22:38.715895+00', '2026-11-29 05:22:37.889955+00', 'f64e5958-61e1-4552-9632-ee412630a9e9'),
	('6a4e622c-c6c7-4b81-9ff2-fe94a33c00e8', 'Lena', 'lena@example.test', 'lena@example.test', 'bcrypt-sha384:$2b$10$/.8oGx10f45gFC2MwVe6nOMUMZwmUadZ5wYLxVyXyAIGkvpsv8sBC', 'uWzX_Vr80w', '2026-11-29 05:22:43.612642+00', '2099-12-31 00:00:00+00', '2026-11-29 05:22:44.164849+00', '2026-11-29 05:22:43.55191+00', '839235a3-4f0a-45a4-9029-351dbb8554a8'),
	('b700837c-e543-4f12-8525-0619e95d8bb2', 'Quinn', 'quinn@example.test', 'quinn@example.test', 'bcrypt-sha384:$2b$10$Mw/MER3LiF0WFYPfBgMUB.amSOsmVT1EkiDRcN2GaMNMlVmymZTKa', 'uWzX_Vr80w', '2026-11-29 05:22:47.44772+00', '2099-12-31 00:00:00+00', '2026-11-29 05:22:47.868964+00', '2026-11-29 05:22:47.372091+00', '527d1f12-47eb-484a-9d9b-095ff98e5da7'),
	('3f87c63f-b82d-4151-be3b-1078a4714907', 'Nina', 'nina@example.test', 'nina@example.test', 'bcrypt-sha384:$2b$10$5eRw8XUPEcuj8v1sG0gpk.KY8Es3tHglWLe03fArsD/PeemlMoWMy', 'uWzX_Vr80w', '2026-11-29 05:22:48.707694+00', '2099-12-31 00:00:00+00', '2026-11-29 05:22:49.17259+00', '2026-11-29 05:22:48.674077+00', '66d5c04f-2160-45c7-b831-863fd2dd45a4'),
	('43be8921-9e3d-4188-8988-42bf86a7574e', 'Otto', 'otto@example.test', 'otto@example.test', 'bcrypt-sha384:$2b$10$CLn6WbJkE/noR1R/JMjbd.xJkOHbkX8ugJ2KiCJnTsB2oiOLpFKTS', 'uWzX_Vr80w', '2026-11-29 05:22:50.058953+00', '2099-12-31 00:00:00+00', '2026-11-29 05:22:50.459532+00', '2026-11-29 05:22:50.017253+00', '867148c9-9f77-4f60-b2a8-2c8de0c1734c'),
	('0e61d5fc-2cd4-4c5f-9bce-c700354421f0', 'Paul', 'paul@example.test', 'paul@example.test', 'bcrypt-sha384:$2b$10$OzZ4B0Wnc1i/ZIlRyXjvVuYjzcX7urS2ZUgznyil7E59GDrQsBi2.', 'uWzX_Vr80w', '2026-11-29 05:22:51.376091+00', '2099-12-31 00:00:00+00', '2026-11-29 05:22:51.77736+00', '2026-11-29 05:22:51.280817+00', '8e58f9af-a4b6-4e19-b0c9-75481d6f4488'),
	('9fe6a317-94a5-4005-bb28-89fb332ad9f4', 'Rosa', 'rosa@example.test', 'rosa@example.test', 'bcrypt-sha384:$2b$10$Nh32X.yJOua50XLCR/DGnuv/jfr3RvB9S7F.642ks9cWxwpDP1i82', NULL, NULL, '2099-12-31 00:00:00+00', NULL, '2026-11-29 05:22:53.168905+00', '21578ab7-af4d-4a1f-9b8e-817716192b0b');

INSERT INTO public.resets VALUES
	('6f88a29c-4254-4e47-ad7f-8a504893936d', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', 'fred@example.test', 1, '7b0310e3-e405-420f-bff9-d462c79f0bc6', 'uWzX_Vr80w', '2026-11-29 05:22:29.107911+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL, NULL, NULL),
	('fe5cda90-e9f3-4c84-841c-837d53fdd35a', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', 'gina@example.test', 1, '0a96e1c0-e074-451c-a18b-3b4e4c720296', 'uWzX_Vr80w', '2026-11-29 05:22:33.016721+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL, NULL, NULL),
	('39ea0c8b-6f9e-43d9-9675-3e1e6a56ea5c', '9a6a2048-fe4c-4d6b-901f-f075c1f6f7ea', 'ines@example.test', 1, '94b4c98c-a7e7-4cda-b0ec-163a78989f46', 'uWzX_Vr80w', '2026-11-29 05:22:39.581392+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL, NULL, NULL),
	('2029cb89-d138-4bbe-a01b-d3645ec421e8', '680d4ee4-7230-4f75-a18d-d73f594ebfe8', 'jane@example.test', 1, '24e50211-f5b2-4710-9538-a169c46be772', 'uWzX_Vr80w', '2026-11-29 05:22:41.375648+00', '2099-12-31 00:00:00+00', '2026-11-29 05:22:41.556082+00', '2026-11-29 05:22:42.328786+00', NULL, NULL, NULL);

INSERT INTO public.sessions VALUES
	('d5fa52f6-13e7-4f81-8994-09fed69520db', 'a909493e-1220-4972-9135-2f93c9faa7d5', '10.226.206.124', 'Firefox on Linux', '2026-11-29 05:22:07.426565+00', '2026-11-29 05:22:07.265959+00', NULL),
	('cf04fd11-8090-43a3-b719-efb87ce67379', 'a909493e-1220-4972-9135-2f93c9faa7d5', '10.140.253.15', 'Firefox on Linux', '2026-11-29 05:22:08.090183+00', '2026-11-29 05:22:08.055253+00', NULL),
	('547f6f9a-0233-45e2-a5d3-ab43907c382c', 'b2446ae7-e4fc-447b-98cd-fd80968384be', '10.108.187.248', 'Firefox on Linux', '2026-11-29 05:22:12.31647+00', '2026-11-29 05:22:12.288708+00', '2026-11-29 05:22:12.576655+00'),
	('af715253-4d1d-4a48-b202-d4826ec9cd71', 'b2446ae7-e4fc-447b-98cd-fd80968384be', '10.232.209.102', 'Firefox on Linux', '2026-11-29 05:22:13.984384+00', '2026-11-29 05:22:13.839681+00', '2026-11-29 05:22:13.984384+00'),
	('848f86bd-73f2-437c-a369-7b773e795a76', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', '10.218.133.49', 'Firefox on Linux', '2026-11-29 05:22:16.927135+00', '2026-11-29 05:22:16.909287+00', '2026-11-29 05:22:17.308339+00'),
	('b61e6854-51f5-46d3-80b8-8528c3a98e89', '90bc0014-7d06-486e-90b4-cf0cfb52bccb', '10.20.89.66', 'Firefox on Linux', '2026-11-29 05:22:17.67385+00', '2026-11-29 05:22:17.616094+00', '2026-11-29 05:22:17.67385+00'),
	('f50a4876-91f5-46a8-8d9e-581bc6ebd39c', 'ffa62f46-857b-4885-9a33-fa7ca2597a9c', '10.150.200.219', 'Firefox on Linux', '2026-11-29 05:22:19.517489+00', '2026-11-29 05:22:19.440091+00', NULL),
	('ce8183cb-a514-4f2c-afe1-8bcc07bc8b23', 'ffa62f46-857b-4885-9a33-fa7ca2597a9c', '10.0.137.232', 'Firefox on Linux', '2026-11-29 05:22:20.178719+00', '2026-11-29 05:22:20.176588+00', NULL),
	('1944068b-42fa-48e0-8197-85fceb1757b0', '68c354f4-8548-4911-890d-e90f807b115b', '10.139.183.176', 'Firefox on Linux', '2026-11-29 05:22:23.907615+00', '2026-11-29 05:22:23.840177+00', NULL),
	('8c2f9943-f50d-44f7-a3c3-d11d507e9d2e', '68c354f4-8548-4911-890d-e90f807b115b', '10.88.29.5', 'Firefox on Linux', '2026-11-29 05:22:24.430798+00', '2026-11-29 05:22:24.387727+00', NULL),
	('313f8dad-a7e1-4ce6-9ea1-72e0f72f3172', '3fd4e480-af77-4b63-80ac-a2acb90c21d0', '10.189.147.143', 'Firefox on Linux', '2026-11-29 05:22:28.484646+00', '2026-11-29 05:22:28.465113+00', '2026-11-29 05:22:28.684874+00'),
	('006f5997-4ae2-4f2a-abb2-9ffb3349d229', 'fbb205b5-60a5-4030-84e0-afd08da2af5e', '10.100.159.17', 'Firefox on Linux', '2026-11-29 05:22:32.79645+00', '2026-11-29 05:22:32.78304+00', '2026-11-29 05:22:32.901223+00'),
	('8bfcef30-699d-4672-89eb-200d85679bb5', '9a6a2048-fe4c-4d6b-901f-f075c1f6f7ea', '10.121.230.196', 'Firefox on Linux', '2026-11-29 05:22:38.77841+00', '2026-11-29 05:22:38.715895+00', NULL),
	('10e5ecea-4b0a-4bbd-b722-8b9a65d65234', '9a6a2048-fe4c-4d6b-901f-f075c1f6f7ea', '10.86.46.94', 'Firefox on Linux', '2026-11-29 05:22:39.514267+00', '2026-11-29 05:22:39.510341+00', NULL),
	('ccd53465-337a-4dd5-8887-5a4111fe30e6', '44b20d6c-41b6-4e05-975f-a00f2a3258bf', '10.212.200.1', 'Firefox on Linux', '2026-11-29 05:22:44.261932+00', '2026-11-29 05:22:44.164849+00', NULL),
	('29fac78e-f570-4b86-901b-83392ae0a535', '44b20d6c-41b6-4e05-975f-a00f2a3258bf', '10.157.218.152', 'Firefox on Linux', '2026-11-29 05:22:44.69795+00', '2026-11-29 05:22:44.678898+00', NULL),
	('632d1aac-992e-46b4-87bf-07048c0299d9', '46d0ae7d-b3d4-4435-8ea7-c65efd16416e', '10.132.115.213', 'Firefox on Linux', '2026-11-29 05:22:48.202408+00', '2026-11-29 05:22:48.196379+00', '2026-11-29 05:22:48.272959+00'),
	('67dbfde6-72af-4878-9a04-16f7eb66e5c0', 'ab0b616e-7447-4625-8a77-e9f2e32a472f', '10.197.198.136', 'Firefox on Linux', '2026-11-29 05:22:49.253387+00', '2026-11-29 05:22:49.17259+00', NULL),
	('de330658-7bd3-4111-a1bb-6870b8bb8115', 'ab0b616e-7447-4625-8a77-e9f2e32a472f', '10.174.42.92', 'Firefox on Linux', '2026-11-29 05:22:49.633932+00', '2026-11-29 05:22:49.629954+00', NULL),
	('4848384a-7b23-4485-bae1-24be50c5f227', 'b28e058a-67cc-4167-9d96-a33c14eb8a29', '10.81.127.54', 'Firefox on Linux', '2026-11-29 05:22:50.487629+00', '2026-11-29 05:22:50.459532+00', NULL),
	('4e48174d-88f7-473b-9051-b01c9716f04d', 'b28e058a-67cc-4167-9d96-a33c14eb8a29', '10.75.109.207', 'Firefox on Linux', '2026-11-29 05:22:50.805868+00', '2026-11-29 05:22:50.803203+00', NULL),
	('794b6ea0-10b3-49c1-8e0d-59cdf7808e5f', '58408833-530d-4372-beb4-bd7283d9381a', '10.242.46.92', 'Firefox on Linux', '2026-11-29 05:22:52.282912+00', '2026-11-29 05:22:52.278666+00', '2026-11-29 05:22:52.800304+00');

INSERT INTO public.spent_tokens VALUES
	('24e63daa-ef1d-43a8-bccd-b8624926f21f', '2026-11-29 05:32:13.781+00'),
	('passkey:0EBsaLdqdbibPOn0AY-W_A', '2026-11-29 05:27:16.987+00'),
	('passkey:5IdCunh8PNKfapNvzfyJRA', '2026-11-29 05:27:17.458+00');

INSERT INTO public.transaction_outcomes VALUES
	('08bfa559-4f68-4608-8d2f-c9b5fa038a18', true, '2026-11-29 05:22:02.701594+00'),
	('0ce3a8cd-2925-46f6-b296-45d5deea72da', true, '2026-11-29 05:22:07.44385+00'),
	('d1c4f43f-2bbc-41ad-af0d-0a018bdc2e2d', true, '2026-11-29 05:22:08.146645+00'),
	('c6da9b39-4c41-4818-a24e-c6036dec63aa', true, '2026-11-29 05:22:10.046738+00'),
	('b3a3dce1-72a2-4c30-a4bd-9bf5125911ed', true, '2026-11-29 05:22:11.317923+00'),
	('9880e2bd-569c-4aaf-97dd-e94d4ebf8be7', true, '2026-11-29 05:22:12.329083+00'),
	('76e234f4-7dd4-45ef-834e-4d25ab8677c2', true, '2026-11-29 05:22:12.752283+00'),
	('aacd8eb0-1dc9-489e-a23b-8a9a85177acc', true, '2026-11-29 05:22:13.754127+00'),
	('ac8d529d-8667-46c2-b9c5-c56cd17e7ae0', true, '2026-11-29 05:22:13.98899+00'),
	('42511023-7a99-4b91-b823-8f03c250d67b', true, '2026-11-29 05:22:14.884233+00'),
	('444d526b-7849-46a6-b9d5-a67c553153dd', true, '2026-11-29 05:22:16.202838+00'),
	('eb8a6dd5-9f21-47c6-a718-970f2f821ff0', true, '2026-11-29 05:22:16.944721+00'),
	('2ac62191-87da-4924-848e-8ea4173c5b19', true, '2026-11-29 05:22:17.133772+00'),
	('b9d1240d-8023-4583-9e2c-2f93ca7fcecb', true, '2026-11-29 05:22:17.446339+00'),
	('f5a0cca8-2133-4029-b78b-5a415de09a49', true, '2026-11-29 05:22:17.686725+00'),
	('cab8333d-10fd-4ded-b213-e065c625ad83', true, '2026-11-29 05:22:18.597149+00'),
	('91bc101d-9230-42b4-b63a-1c123187a790', true, '2026-11-29 05:22:19.518292+00'),
	('fc775905-4eca-4b53-b67b-7e79b6ad4259', true, '2026-11-29 05:22:20.188205+00'),
	('7bfe2970-a6c1-4a6f-8e65-f4b3f14432e8', true, '2026-11-29 05:22:20.90356+00'),
	('0d06ec62-cc20-4f47-a4f6-bcd0241c5fba', true, '2026-11-29 05:22:22.01565+00'),
	('5ddf3c35-5761-4c51-b8c9-a107412718bd', true, '2026-11-29 05:22:22.768256+00'),
	('c86d1099-5611-4b5b-97b8-8f2e9dccfd4b', true, '2026-11-29 05:22:23.908539+00'),
	('216abc3e-77aa-48d8-8012-0e80bff90f22', true, '2026-11-29 05:22:24.538721+00'),
	('25abc7d0-6d5d-4847-867b-eefe2a9c377f', true, '2026-11-29 05:22:25.399097+00'),
	('212198f8-f05d-40ac-a60f-64c9352d22a5', true, '2026-11-29 05:22:26.539839+00'),
	('3b0e1df1-81a8-4516-a76c-430308bbe1ac', true, '2026-11-29 05:22:27.699093+00'),
	('28144277-db0b-48c2-b17e-a747ab3b4c70', true, '2026-11-29 05:22:28.503588+00'),
	('1f79f46a-45a2-407c-8f42-37d0a68b4838', true, '2026-11-29 05:22:28.912294+00'),
	('160abd8d-917a-4349-acc7-0445d15b3a39', true, '2026-11-29 05:22:29.810452+00'),
	('0a7abd1c-951d-42fd-a1dc-9e34e7304cd3', true, '2026-11-29 05:22:30.830792+00'),
	('5c09a359-856e-499f-9f2f-f5d5f02ce177', true, '2026-11-29 05:22:31.972675+00'),
	('60d71ebc-7e9b-4f2c-8af9-53ff12149383', true, '2026-11-29 05:22:32.805246+00'),
	('99bc6e19-a42f-4878-a514-167f80d3cfa4', true, '2026-11-29 05:22:32.940214+00'),
	('13907eb1-bdc3-495f-b21e-99551f17bae7', true, '2026-11-29 05:22:33.584488+00'),
	('c36bb331-ec35-45fa-bc55-c48083fe9aa1', true, '2026-11-29 05:22:34.663283+00'),
	('b7e26211-7138-4262-b51a-33c788bdbf78', true, '2026-11-29 05:22:35.524228+00'),
	('961c174d-fda0-4be6-9ebe-3bfc783b159a', true, '2026-11-29 05:22:36.236258+00'),
	('c32869cb-f3c4-4366-961b-f1260dc12f66', true, '2026-11-29 05:22:36.919642+00'),
	('88313171-249e-4a2f-a559-319d0999737d', true, '2026-11-29 05:22:37.893217+00'),
	('18718613-a1cf-47f1-88be-160a85513a3b', true, '2026-11-29 05:22:38.780284+00'),
	('0631784d-b81c-47a2-85d3-dfdab1b18d73', true, '2026-11-29 05:22:39.516824+00'),
	('cbde6d93-60f1-4316-9eba-9412db725d66', true, '2026-11-29 05:22:40.121468+00'),
	('15f1bcb2-5f2f-44fd-b89c-0d7e9f3e7cd7', true, '2026-11-29 05:22:40.790728+00'),
	('166535e8-f870-4d55-a3ae-fbe9ea4ac17b', true, '2026-11-29 05:22:41.253351+00'),
	('358e8366-d0a4-40b6-b1a5-5bf3edd22db9', true, '2026-11-29 05:22:42.434976+00'),
	('cbe304f2-d3cc-4700-88b5-c54edefb6613', true, '2026-11-29 05:22:43.08089+00'),
	('d664cd54-c8dc-4b8f-bf38-0131690ffb3c', true, '2026-11-29 05:22:43.568214+00'),
	('2c317ad9-238a-47ad-8502-ccae5a70b140', true, '2026-11-29 05:22:44.272545+00'),
	('17f62222-9a7c-4013-80cd-9e5e7c09fffb', true, '2026-11-29 05:22:44.701501+00'),
	('8bc02e5e-2198-40a5-a408-651eac2b6e67', true, '2026-11-29 05:22:45.259236+00'),
	('c0916a1c-db61-47e4-80c4-68fad2912088', true, '2026-11-29 05:22:45.856969+00'),
	('65dc3681-0785-489a-bdba-06aa8670f125', true, '2026-11-29 05:22:46.36807+00'),
	('10cf012d-dde3-47e9-866e-b376e2b94ba6', true, '2026-11-29 05:22:46.841393+00'),
	('3c5fc307-6e23-4c70-8bbe-1e53e3bf4ac6', true, '2026-11-29 05:22:46.913363+00'),
	('f493706b-4c51-4d12-997e-70e9db7179bf', true, '2026-11-29 05:22:47.402169+00'),
	('a5dab945-686c-41d7-b5d8-702704731919', true, '2026-11-29 05:22:47.893469+00'),
	('5bca84e6-6bc8-4b9e-af06-a119b40085ad', true, '2026-11-29 05:22:48.208731+00'),
	('0005b3ca-6658-4a74-83a7-04f2886cc1f3', true, '2026-11-29 05:22:48.292127+00'),
	('d89d44ff-6a26-4580-8771-53298b63c2e5', true, '2026-11-29 05:22:48.688955+00'),
	('f0e4ef70-494f-46f9-a4e4-e8713588001f', true, '2026-11-29 05:22:49.253811+00'),
	('6b54a77c-05f0-473d-be7e-8d23fd571e35', true, '2026-11-29 05:22:49.640552+00'),
	('0c4f438b-b9d1-4a63-80d4-65173c642b7b', true, '2026-11-29 05:22:50.026626+00'),
	('dee924be-dcfa-4695-878b-f1ed76da266e', true, '2026-11-29 05:22:50.488212+00'),
	('2d0fcb54-0155-4f30-8c5e-520bcd38bc28', true, '2026-11-29 05:22:50.809983+00'),
	('e90c8aad-f31e-4629-93f0-1404e7b3c0d5', true, '2026-11-29 05:22:51.298341+00'),
	('ff202570-7f7a-4028-bc14-d105b5ea8830', true, '2026-11-29 05:22:51.858359+00'),
	('423e066b-c571-47f0-bcb7-e7fe1ea7293f', true, '2026-11-29 05:22:52.291707+00'),
	('c996c251-9bd7-4d07-82a0-355b433cab1f', true, '2026-11-29 05:22:52.693353+00'),
	('6ea0b688-74f3-4abd-8e78-99fe120f362f', true, '2026-11-29 05:22:52.825926+00'),
	('20e31d98-066c-4d95-b0fe-51f48cea3258', true, '2026-11-29 05:22:53.17794+00');

INSERT INTO public.users VALUES
	('a909493e-1220-4972-9135-2f93c9faa7d5', 'Ada King', 'ada@example.test', 'ada@example.test', 'bcrypt-sha384:$2b$10$cV7d4UyBUGVmxVXTCtf6Q.ORxLQezAsDdLatnbv/q71faEHSEnefi', 1, 'active', '2026-11-29 05:22:07.265959+00', NULL, NULL, NULL),
	('b2446ae7-e4fc-447b-98cd-fd80968384be', 'Bert', 'bert@example.test', 'bert@example.test', 'bcrypt-sha384:$2b$10$J5o5wrc/ngKBy3rtBosyVOuI1z7VeTmcEkDgYdyTlMgtltTSPqlwO', 1, 'active', '2026-11-29 05:22:11.121147+00', NULL, NULL, NULL),
	('90bc0014-7d06-486e-90b4-cf0cfb52bccb', 'Cara', 'cara@example.test', 'cara@example.test', 'bcrypt-sha384:$2b$10$7IjN4EEeF1.mwD/gVIkHsOc9eIaTK8peQM877vsuyPFGx9MtfvzmW', 1, 'active', '2026-11-29 05:22:16.043834+00', NULL, NULL, NULL),
	('ffa62f46-857b-4885-9a33-fa7ca2597a9c', 'Dora', 'dora@example.test', 'dora@example.test', 'bcrypt-sha384:$2b$10$zaYlnHO9sd5rG4BFtV7GbOGUN9AUDx/GMFNHeLfz8C72UNDF5RiTK', 1, 'active', '2026-11-29 05:22:19.440091+00', NULL, NULL, NULL),
	('68c354f4-8548-4911-890d-e90f807b115b', 'Emil', 'emil@example.test', 'emil@example.test', 'bcrypt-sha384:$2b$10$5asKjI7eS2ZFiXb5hya9Me.pIoQmn.g2yrVS9PZNtGkdpPPVeZLYm', 1, 'active', '2026-11-29 05:22:23.840177+00', NULL, NULL, NULL),
	('3fd4e480-af77-4b63-80ac-a2acb90c21d0', 'Fred', 'fred@example.test', 'fred@example.test', 'bcrypt-sha384:$2b$10$EpNzMXp/Vo8fQM6LX5ezs.siQ39r8kVAQhkeJTdvlVHkdzKn3lYyO', 1, 'active', '2026-11-29 05:22:27.600127+00', NULL, NULL, NULL),
	('fbb205b5-60a5-4030-84e0-afd08da2af5e', 'Gina', 'gina@example.test', 'gina@example.test', 'bcrypt-sha384:$2b$10$3mGj6XKQSMoBzqIF8x0eMeAgxfWErfYpnW6jwGkfOJfwOAd67Ti8u', 1, 'active', '2026-11-29 05:22:31.875385+00', NULL, NULL, NULL),
	('4a1ed367-84f8-4e1a-9d75-4ff37f23a4b9', 'Hugo', 'hugo@example.test', 'hugo@example.test', 'bcrypt-sha384:$2b$10$X3rgSVXciuWmMjmtw1zlzOH73AVAuZRyxQ6NtlxfnyrYcNRYr9Aey', 2, 'deleted', '2026-11-29 05:22:35.40271+00', '2026-11-29 05:22:36.825019+00', NULL, NULL),
	('9a6a2048-fe4c-4d6b-901f-f075c1f6f7ea', 'Ines', 'ines@example.test', 'ines@example.test', 'bcrypt-sha384:$2b$10$n2uvHdI4zun3WdxVdIWkZedPPxgEK8/lp1myes9ueQFPVM7UK5.7.', 1, 'active', '2026-11-29 05:22:38.715895+00', NULL, NULL, NULL),
	('680d4ee4-7230-4f75-a18d-d73f594ebfe8', 'Jane', 'jane@example.test', 'jane@example.test', 'bcrypt-sha384:$2b$10$hxpJ6pEwh.mSOZc.CGOaMuXfiIA.vyFnyRoR/yJKEb4wrz5RasO9W', 2, 'active', '2026-11-29 05:22:40.71371+00', NULL, '2026-11-29 05:22:42.328786+00', NULL),
	('44b20d6c-41b6-4e05-975f-a00f2a3258bf', 'Lena', 'lena@example.test', 'lena@example.test', 'bcrypt-sha384:$2b$10$/.8oGx10f45gFC2MwVe6nOMUMZwmUadZ5wYLxVyXyAIGkvpsv8sBC', 1, 'active', '2026-11-29 05:22:44.164849+00', NULL, NULL, NULL),
	('a3aad7dc-5959-471d-90af-61b1c387beb6', 'Max', 'max@example.test', 'max@example.test', 'bcrypt-sha384:$2b$10$8VSahN.aqIFz.2DkZtycButZGHnUkP0PQJ4S/ZNygJ/CAk35UjBX.', 2, 'disabled', '2026-11-29 05:22:46.292664+00', NULL, NULL, NULL),
	('46d0ae7d-b3d4-4435-8ea7-c65efd16416e', 'Quinn', 'quinn@example.test', 'quinn@example.test', 'bcrypt-sha384:$2b$10$Mw/MER3LiF0WFYPfBgMUB.amSOsmVT1EkiDRcN2GaMNMlVmymZTKa', 1, 'active', '2026-11-29 05:22:47.868964+00', NULL, NULL, NULL),
	('ab0b616e-7447-4625-8a77-e9f2e32a472f', 'Nina', 'nina@example.test', 'nina@example.test', 'bcrypt-sha384:$2b$10$5eRw8XUPEcuj8v1sG0gpk.KY8Es3tHglWLe03fArsD/PeemlMoWMy', 1, 'active', '2026-11-29 05:22:49.17259+00', NULL, NULL, NULL),
	('b28e058a-67cc-4167-9d96-a33c14eb8a29', 'Otto', 'otto@example.test', 'otto@example.test', 'bcrypt-sha384:$2b$10$CLn6WbJkE/noR1R/JMjbd.xJkOHbkX8ugJ2KiCJnTsB2oiOLpFKTS', 1, 'active', '2026-11-29 05:22:50.459532+00', NULL, NULL, NULL),
	('58408833-530d-4372-beb4-bd7283d9381a', 'Paul', 'paul@example.test', 'paul@example.test', 'bcrypt-sha384:$2b$10$OzZ4B0Wnc1i/ZIlRyXjvVuYjzcX7urS2ZUgznyil7E59GDrQsBi2.', 1, 'active', '2026-11-29 05:22:51.77736+00', NULL, NULL, NULL);

SELECT pg_catalog.setval('drizzle.__drizzle_migrations_id_seq', 17, true);

SELECT pg_catalog.setval('public.audit_events_id_seq', 58, true);

ALTER TABLE ONLY drizzle.__drizzle_migrations
    ADD CONSTRAINT __drizzle_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.address_changes
    ADD CONSTRAINT address_changes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_counts
    ADD CONSTRAINT audit_counts_key_name_day_pk PRIMARY KEY (key, name, day);

ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT audit_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.authenticators
    ADD CONSTRAINT authenticators_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.backup_addresses
    ADD CONSTRAINT backup_addresses_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.device_generations
    ADD CONSTRAINT device_generations_pkey PRIMARY KEY (owner);

ALTER TABLE ONLY public.disavowals
    ADD CONSTRAINT disavowals_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outbox_emails
    ADD CONSTRAINT outbox_emails_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.passkeys
    ADD CONSTRAINT passkeys_credential_id_unique UNIQUE (credential_id);

ALTER TABLE ONLY public.passkeys
    ADD CONSTRAINT passkeys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rate_limits
    ADD CONSTRAINT rate_limits_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_hash_unique UNIQUE (hash);

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.recovery_waits
    ADD CONSTRAINT recovery_waits_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.registrations
    ADD CONSTRAINT registrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resets
    ADD CONSTRAINT resets_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.spent_tokens
    ADD CONSTRAINT spent_tokens_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.transaction_outcomes
    ADD CONSTRAINT transaction_outcomes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_canonical_unique UNIQUE (canonical);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

CREATE INDEX address_changes_expires ON public.address_changes USING btree (expires_at);

CREATE INDEX address_changes_user ON public.address_changes USING btree (user_id);

CREATE INDEX audit_counts_first ON public.audit_counts USING btree (first_at);

CREATE INDEX audit_counts_subject ON public.audit_counts USING btree (subject);

CREATE INDEX audit_counts_without_user ON public.audit_counts USING btree (first_at) WHERE (key = subject);

CREATE INDEX audit_events_at ON public.audit_events USING btree (at);

CREATE INDEX audit_events_subject ON public.audit_events USING btree (subject, at);

CREATE INDEX audit_events_user ON public.audit_events USING btree (user_id, at);

CREATE INDEX authenticators_any_user ON public.authenticators USING btree (user_id);

CREATE INDEX authenticators_removed ON public.authenticators USING btree (removed_at) WHERE (removed_at IS NOT NULL);

CREATE UNIQUE INDEX authenticators_user ON public.authenticators USING btree (user_id) WHERE (removed_at IS NULL);

CREATE UNIQUE INDEX backup_addresses_canonical ON public.backup_addresses USING btree (canonical) WHERE ((confirmed_at IS NOT NULL) AND (removed_at IS NULL));

CREATE INDEX backup_addresses_expires ON public.backup_addresses USING btree (expires_at) WHERE (confirmed_at IS NULL);

CREATE INDEX backup_addresses_removed ON public.backup_addresses USING btree (removed_at) WHERE (removed_at IS NOT NULL);

CREATE INDEX backup_addresses_reserved ON public.backup_addresses USING btree (canonical) WHERE (confirmed_at IS NOT NULL);

CREATE INDEX backup_addresses_user ON public.backup_addresses USING btree (user_id);

CREATE INDEX device_generations_not_before ON public.device_generations USING btree (not_before);

CREATE INDEX disavowals_canonical ON public.disavowals USING btree (canonical);

CREATE INDEX disavowals_expires ON public.disavowals USING btree (expires_at);

CREATE INDEX disavowals_user ON public.disavowals USING btree (user_id);

CREATE INDEX outbox_emails_canonical ON public.outbox_emails USING btree (canonical, created_at);

CREATE INDEX outbox_emails_counted ON public.outbox_emails USING btree (settled_at) WHERE (turn > 6);

CREATE INDEX outbox_emails_due ON public.outbox_emails USING btree (turn, due_at) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text]));

CREATE INDEX outbox_emails_no_account ON public.outbox_emails USING btree (settled_at) WHERE (state = 'no-account'::text);

CREATE INDEX outbox_emails_provider ON public.outbox_emails USING btree (provider_id) WHERE (provider_id IS NOT NULL);

CREATE INDEX outbox_emails_settled ON public.outbox_emails USING btree (settled_at);

CREATE INDEX outbox_emails_undeliverable ON public.outbox_emails USING btree (settled_at) WHERE (state = ANY (ARRAY['suppressed'::text, 'bounced'::text, 'complained'::text, 'failed'::text]));

CREATE INDEX passkeys_removed ON public.passkeys USING btree (removed_at) WHERE (removed_at IS NOT NULL);

CREATE INDEX passkeys_user ON public.passkeys USING btree (user_id);

CREATE INDEX rate_limits_expires ON public.rate_limits USING btree (expires_at);

CREATE INDEX recovery_codes_removed ON public.recovery_codes USING btree (removed_at) WHERE (removed_at IS NOT NULL);

CREATE INDEX recovery_codes_used ON public.recovery_codes USING btree (used_at) WHERE (used_at IS NOT NULL);

CREATE INDEX recovery_codes_user ON public.recovery_codes USING btree (user_id);

CREATE INDEX recovery_waits_any_user ON public.recovery_waits USING btree (user_id);

CREATE INDEX recovery_waits_ends ON public.recovery_waits USING btree (ends_at);

CREATE UNIQUE INDEX recovery_waits_user ON public.recovery_waits USING btree (user_id) WHERE ((cancelled_at IS NULL) AND (finished_at IS NULL));

CREATE INDEX registrations_canonical ON public.registrations USING btree (canonical);

CREATE INDEX registrations_expires ON public.registrations USING btree (expires_at);

CREATE INDEX registrations_request ON public.registrations USING btree (request_id);

CREATE INDEX resets_expires ON public.resets USING btree (expires_at);

CREATE INDEX resets_request ON public.resets USING btree (request_id);

CREATE INDEX resets_user ON public.resets USING btree (user_id);

CREATE INDEX sessions_created ON public.sessions USING btree (created_at);

CREATE INDEX sessions_last_seen ON public.sessions USING btree (last_seen_at);

CREATE INDEX sessions_user ON public.sessions USING btree (user_id);

CREATE INDEX spent_tokens_expires ON public.spent_tokens USING btree (expires_at);

CREATE INDEX transaction_outcomes_at ON public.transaction_outcomes USING btree (at);

CREATE INDEX users_deleted ON public.users USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);

ALTER TABLE ONLY public.address_changes
    ADD CONSTRAINT address_changes_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.authenticators
    ADD CONSTRAINT authenticators_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.backup_addresses
    ADD CONSTRAINT backup_addresses_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.disavowals
    ADD CONSTRAINT disavowals_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.passkeys
    ADD CONSTRAINT passkeys_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.recovery_waits
    ADD CONSTRAINT recovery_waits_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.resets
    ADD CONSTRAINT resets_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

-- Restored, everything is as long ago as it was when the dump was written. Links that work expire in 2099;
-- issued_at stays, because the links in 0.3.0.json are signed with it.
DO $$
DECLARE
  found record;
  age interval := now() - '2026-11-29 05:22:53.260337+00'::timestamptz;
BEGIN
  FOR found IN SELECT table_name, column_name, udt_name FROM information_schema.columns
    WHERE table_schema = 'public' AND udt_name IN ('timestamptz', '_timestamptz') AND column_name <> 'issued_at'
  LOOP
    IF found.udt_name = 'timestamptz' THEN
      EXECUTE format('UPDATE public.%I SET %I = %I + $1 WHERE %I < ''2090-01-01''',
        found.table_name, found.column_name, found.column_name, found.column_name) USING age;
    ELSE
      EXECUTE format('UPDATE public.%I SET %I = array(SELECT moment + $1 FROM unnest(%I) moment)',
        found.table_name, found.column_name, found.column_name) USING age;
    END IF;
  END LOOP;
END $$;
