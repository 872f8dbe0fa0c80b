-- A database of version 0.1.0, filled through its own functions and written by pg_dump. 0.1.0.json holds the
-- passwords, links and cookies that belong to it; all of them are test data, signed with a public secret.
-- lib/upgrade.test.ts migrates it. Never edit or rename anything in it: it has to stay what 0.1.0 left behind.

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

CREATE TABLE public.accounts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    canonical text NOT NULL,
    password_hash text,
    credential_version integer DEFAULT 1 NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.address_changes (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    account_id uuid NOT NULL,
    email text NOT NULL,
    canonical text NOT NULL,
    credential_version integer NOT NULL,
    key_id text,
    issued_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone
);

CREATE TABLE public.alarms (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    account_id uuid NOT NULL,
    kind text NOT NULL,
    email text NOT NULL,
    canonical text NOT NULL,
    key_id text NOT NULL,
    issued_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE public.events (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    name text NOT NULL,
    account_id uuid,
    subject text,
    network text NOT NULL,
    device text NOT NULL,
    reason text
);

ALTER TABLE public.events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.letters (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    email text NOT NULL,
    canonical text NOT NULL,
    ask_id text NOT NULL,
    origin jsonb NOT NULL,
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
    reported_at timestamp with time zone
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
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.resets (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    account_id uuid NOT NULL,
    email text NOT NULL,
    credential_version integer NOT NULL,
    ask_id text NOT NULL,
    key_id text NOT NULL,
    issued_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone,
    used_at timestamp with time zone,
    denied_at timestamp with time zone
);

CREATE TABLE public.sessions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    account_id uuid NOT NULL,
    network text NOT NULL,
    device text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.throttles (
    key text NOT NULL,
    policy text NOT NULL,
    hits timestamp with time zone[] NOT NULL,
    granted boolean NOT NULL,
    refused integer DEFAULT 0 NOT NULL,
    touched_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY drizzle.__drizzle_migrations ALTER COLUMN id SET DEFAULT nextval('drizzle.__drizzle_migrations_id_seq'::regclass);

INSERT INTO drizzle.__drizzle_migrations VALUES
	(1, '180bcc6bd65e51fdb4f0935532cad7dc998a43b8f7db6464b0b3d1ca053ab31d', 1795360321281),
	(2, 'c76359463070c0b14fc8547401767d90e5d5f08e93d10a33a3ee0339c912d351', 1795361302825),
	(3, '43a9e2f2eb65c799f764950aa98d37f5c7779325f5e423cc975e95e9c2374d4d', 1795371028766),
	(4, '054cdc54c7c4b878bfdad66a7e6f2fc8f74e7990e58783187f1abd4a1475e293', 1795371551289),
	(5, 'a6f06f5b7a3ec6ef64515269d95ebd2db5f09d238a1cfd9479387dc0bda11d28', 1795372534000),
	(6, '4cadba42a6d1b9025e29f4174f4387c41ac4386e7a619920efdbb5b891ca3409', 1795376650684);

INSERT INTO public.accounts VALUES
	('22dc4980-7dd9-44a2-9a35-c829947742e4', 'Ada King', 'ada@example.test', 'ada@example.test', 'bcrypt-sha384:$2b$10$sfJyBUPYOi/.O10STKDnUuF6O3P0JzcmUON9E6Q7Te/u4nCnlCFKS', 1, 'active', '2026-11-28 15:26:46.738363+00'),
	('4c201820-4e64-41f8-9221-5dc26daf2f70', 'Bert', 'bert@example.test', 'bert@example.test', '$2y$10$1LAzSxhsC7i0uNJptBRuTe5UjroASPzuAJhycsCHnNvU7.VmYi1eO', 1, 'active', '2026-11-28 15:26:47.340469+00'),
	('e2257705-8eba-4e1e-912f-438ab179ebbd', 'Cara', 'cara@example.test', 'cara@example.test', '$2b$10$1Q6Cwcr6uTdjQVs6kRg.5.Yp29EBnoZIDfzA0x/oQIE9SkPTTm0e2', 1, 'active', '2026-11-28 15:26:47.340469+00'),
	('0e2333d4-b1c9-4455-8369-86ea01af76ef', 'Dora', 'dora@example.test', 'dora@example.test', NULL, 1, 'active', '2026-11-28 15:26:47.340469+00'),
	('8e51822e-a274-4399-81bc-a3abbf635940', 'Emil', 'emil@example.test', 'emil@example.test', 'bcrypt-sha384:$2b$10$NhiZ1imFnCth.2u0IlYhPe8AmL5bgZLztUzXQiuxhfTGZ3N1Xdp9W', 1, 'active', '2026-11-28 15:26:47.340469+00'),
	('d57c17df-e543-4c44-9df8-ee1cd03cfc52', 'Fred', 'fred@example.test', 'fred@example.test', 'bcrypt-sha384:$2b$10$zO9dcrM/35Tkng2UDCH2ierFT7xCyZuXdVdCZqIW2k9vTkQK0HleK', 2, 'active', '2026-11-28 15:26:48.754241+00'),
	('45edab07-c0e8-4df1-bf38-5171fb0e16ae', 'Gina', 'gina.new@example.test', 'gina.new@example.test', '$2b$10$1w41frCHHsHb3Ca28Pmj4uV5NhdDgK/4ZYj/QrnY2TmpawEGJ11TO', 2, 'active', '2026-11-28 15:26:49.426944+00'),
	('73fe612b-c2c8-4fff-a9fa-9589335d3c32', 'Hugo', 'hugo@example.test', 'hugo@example.test', '$2b$10$hwnlWNYYTaF8sqrUhYw30OuUM4p.3CHItgui9f0m4VSi4wJm8WOFe', 1, 'active', '2026-11-28 15:26:50.114645+00'),
	('362a72ad-7ed4-4b75-9c32-5505dd465438', 'Ines', 'ines@example.test', 'ines@example.test', '$2b$10$m0eZQacxtiWJDFuv7dUja.IUd.jruKb48yfGo2gvIJJBGxz0mwRDa', 1, 'active', '2026-11-28 15:26:50.572287+00'),
	('d333a650-fec5-4359-a509-e85f8420e000', 'Jane', 'jane@example.test', 'jane@example.test', 'bcrypt-sha384:$2b$10$5xvb5ydPm0.EJo2Zdfhy2u6ZxkRs2Kwh64DXJpVxQjM37Qhs8FIAa', 3, 'locked', '2026-11-28 15:26:50.906036+00'),
	('a60501df-3a57-46b7-a728-08a5fdfdcbd9', 'Karl', 'karl@example.test', 'karl@example.test', '$2b$10$VK.Dbq27hEKRXjG3LwP9s.RD68zq3LmR/OiGeZDwVWLscZwyR8Dqu', 2, 'disabled', '2026-11-28 15:26:51.960633+00'),
	('308a2e28-c3f3-45db-9c74-11a57f9046af', 'Mona', 'mona@example.test', 'mona@example.test', '$2b$04$P7BEhJAfKeSLWvr9cfUeAevpJCaEuGEJahTVNswJ29FAwyiR.oc3i', 1, 'active', '2026-11-28 15:26:52.284903+00'),
	('d3fde229-5e8d-4446-b8ed-49c1558f8cba', 'Nils', 'nils@example.test', 'nils@example.test', '$2b$10$P/3kSNB4AEkoUlajH/tO/ue1g8mwVn/eBJkkzFe87VNjFvndXldzG', 1, 'active', '2026-11-28 15:26:52.562142+00'),
	('ca2f2fa9-4084-41b8-9a69-1a25e3356361', 'Paul', 'paul@example.test', 'paul@example.test', 'bcrypt-sha384:$2b$10$qogPB07U99C3WoMDmbJ5wuP9buuXRIZjOLGkhEmmlM.eYtliQHtPy', 2, 'active', '2026-11-28 15:26:52.984187+00'),
	('b73bf258-3487-4c7c-8d7c-02c5fbe07d4b', 'Rosa', 'rosa.new@example.test', 'rosa.new@example.test', '$2b$10$r/zOoQwiopM11C7RgrX/M.jZhRWX0GO0HUEqlMZXpjvMzo09iO.OG', 2, 'active', '2026-11-28 15:26:53.961609+00');

INSERT INTO public.address_changes VALUES
	('751b4ea4-0110-4f88-93d0-50b4bd9a0d1a', '45edab07-c0e8-4df1-bf38-5171fb0e16ae', 'gina.new@example.test', 'gina.new@example.test', 1, 'uWzX_Vr80w', '2026-11-28 15:26:49.654611+00', '2099-12-31 00:00:00+00', '2026-11-28 15:26:49.845965+00'),
	('8b97ab19-b47c-4485-913b-c184d6a65775', '73fe612b-c2c8-4fff-a9fa-9589335d3c32', 'hugo.new@example.test', 'hugo.new@example.test', 1, 'uWzX_Vr80w', '2026-11-28 15:26:50.312425+00', '2099-12-31 00:00:00+00', NULL),
	('5ec172b8-16e1-4911-a905-fbceb66bb7fd', 'ca2f2fa9-4084-41b8-9a69-1a25e3356361', 'paul.new@example.test', 'paul.new@example.test', 2, NULL, NULL, '2026-11-28 16:26:53.727269+00', NULL),
	('ce049f04-1186-4c05-ab98-3c6c8e13b0ee', 'b73bf258-3487-4c7c-8d7c-02c5fbe07d4b', 'rosa.new@example.test', 'rosa.new@example.test', 1, 'uWzX_Vr80w', '2026-11-28 15:26:54.128196+00', '2026-11-28 16:26:54.128196+00', '2026-11-28 15:26:54.261917+00');

INSERT INTO public.alarms VALUES
	('b7a805d5-80e7-4603-b1e9-e53e5221ddfb', 'd57c17df-e543-4c44-9df8-ee1cd03cfc52', 'password', 'fred@example.test', 'fred@example.test', 'uWzX_Vr80w', '2026-11-28 15:26:49.272514+00', '2099-12-31 00:00:00+00', NULL),
	('15d07325-fd44-41b2-9b37-1764b6042909', '45edab07-c0e8-4df1-bf38-5171fb0e16ae', 'address', 'gina@example.test', 'gina@example.test', 'uWzX_Vr80w', '2026-11-28 15:26:49.845965+00', '2099-12-31 00:00:00+00', NULL),
	('63df169d-4cbd-4b79-9981-3d8833fe0ec9', 'd333a650-fec5-4359-a509-e85f8420e000', 'password', 'jane@example.test', 'jane@example.test', 'uWzX_Vr80w', '2026-11-28 15:26:51.758175+00', '2099-12-31 00:00:00+00', '2026-11-28 15:26:51.778644+00'),
	('ec69578d-5e97-4978-acef-96de2aa8b438', 'ca2f2fa9-4084-41b8-9a69-1a25e3356361', 'password', 'paul@example.test', 'paul@example.test', 'uWzX_Vr80w', '2026-11-28 15:26:53.486802+00', '2026-12-05 15:26:53.486802+00', NULL),
	('66f41b6a-0c83-48c8-80bb-2195aaabad22', 'b73bf258-3487-4c7c-8d7c-02c5fbe07d4b', 'address', 'rosa@example.test', 'rosa@example.test', 'uWzX_Vr80w', '2026-11-28 15:26:54.261917+00', '2026-12-05 15:26:54.261917+00', NULL);

INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES
	(1, '2026-11-28 15:26:46.569626+00', 'account.registered', NULL, 'kdUZrxebeeWi2Lkw0s6YHI', '192.0.2.1', 'Firefox on Linux', NULL),
	(2, '2026-11-28 15:26:46.738363+00', 'account.confirmed', '22dc4980-7dd9-44a2-9a35-c829947742e4', NULL, '192.0.2.2', 'Firefox on Linux', NULL),
	(3, '2026-11-28 15:26:46.848035+00', 'session.started', '22dc4980-7dd9-44a2-9a35-c829947742e4', NULL, '192.0.2.3', 'Safari on iOS', NULL),
	(4, '2026-11-28 15:26:46.954384+00', 'session.started', '22dc4980-7dd9-44a2-9a35-c829947742e4', NULL, '192.0.2.4', 'Edge on Windows', NULL),
	(5, '2026-11-28 15:26:46.959614+00', 'account.renamed', '22dc4980-7dd9-44a2-9a35-c829947742e4', NULL, '192.0.2.5', 'Firefox on Linux', NULL),
	(6, '2026-11-28 15:26:47.340469+00', 'account.imported', '4c201820-4e64-41f8-9221-5dc26daf2f70', NULL, 'operator', 'Support', NULL),
	(7, '2026-11-28 15:26:47.340469+00', 'account.imported', 'e2257705-8eba-4e1e-912f-438ab179ebbd', NULL, 'operator', 'Support', NULL),
	(8, '2026-11-28 15:26:47.340469+00', 'account.imported', '0e2333d4-b1c9-4455-8369-86ea01af76ef', NULL, 'operator', 'Support', NULL),
	(9, '2026-11-28 15:26:47.340469+00', 'account.imported', '8e51822e-a274-4399-81bc-a3abbf635940', NULL, 'operator', 'Support', NULL),
	(10, '2026-11-28 15:26:47.348+00', 'reset.requested', 'e2257705-8eba-4e1e-912f-438ab179ebbd', '2dULKuNU0InZX9kLy4rO0x', '192.0.2.6', 'Firefox on Linux', NULL),
	(11, '2026-11-28 15:26:47.368455+00', 'reset.sent', 'e2257705-8eba-4e1e-912f-438ab179ebbd', '2dULKuNU0InZX9kLy4rO0x', '192.0.2.6', 'Firefox on Linux', NULL),
	(12, '2026-11-28 15:26:47.369+00', 'reset.requested', '0e2333d4-b1c9-4455-8369-86ea01af76ef', 'QFI-KBgUlVDoans5mfJ9zU', '192.0.2.7', 'Firefox on Linux', NULL),
	(13, '2026-11-28 15:26:47.381581+00', 'reset.sent', '0e2333d4-b1c9-4455-8369-86ea01af76ef', 'QFI-KBgUlVDoans5mfJ9zU', '192.0.2.7', 'Firefox on Linux', NULL),
	(14, '2026-11-28 15:26:47.583092+00', 'session.started', '8e51822e-a274-4399-81bc-a3abbf635940', NULL, '192.0.2.8', 'Firefox on Linux', NULL),
	(15, '2026-11-28 15:26:47.714621+00', 'session.refused', '8e51822e-a274-4399-81bc-a3abbf635940', '-42eGPITFbOX7a_1TKtNg3', '192.0.2.9', 'Firefox on Linux', NULL),
	(16, '2026-11-28 15:26:47.842928+00', 'session.refused', '8e51822e-a274-4399-81bc-a3abbf635940', '-42eGPITFbOX7a_1TKtNg3', '192.0.2.10', 'Firefox on Linux', NULL),
	(17, '2026-11-28 15:26:47.97173+00', 'session.refused', '8e51822e-a274-4399-81bc-a3abbf635940', '-42eGPITFbOX7a_1TKtNg3', '192.0.2.11', 'Firefox on Linux', NULL),
	(18, '2026-11-28 15:26:48.063549+00', 'session.refused', '8e51822e-a274-4399-81bc-a3abbf635940', '-42eGPITFbOX7a_1TKtNg3', '192.0.2.12', 'Firefox on Linux', NULL),
	(19, '2026-11-28 15:26:48.15597+00', 'session.refused', '8e51822e-a274-4399-81bc-a3abbf635940', '-42eGPITFbOX7a_1TKtNg3', '192.0.2.13', 'Firefox on Linux', NULL),
	(20, '2026-11-28 15:26:48.248413+00', 'session.refused', '8e51822e-a274-4399-81bc-a3abbf635940', '-42eGPITFbOX7a_1TKtNg3', '192.0.2.14', 'Firefox on Linux', NULL),
	(21, '2026-11-28 15:26:48.340657+00', 'session.refused', '8e51822e-a274-4399-81bc-a3abbf635940', '-42eGPITFbOX7a_1TKtNg3', '192.0.2.15', 'Firefox on Linux', NULL),
	(22, '2026-11-28 15:26:48.446613+00', 'session.refused', '8e51822e-a274-4399-81bc-a3abbf635940', '-42eGPITFbOX7a_1TKtNg3', '192.0.2.16', 'Firefox on Linux', NULL),
	(23, '2026-11-28 15:26:48.583816+00', 'session.refused', '8e51822e-a274-4399-81bc-a3abbf635940', '-42eGPITFbOX7a_1TKtNg3', '192.0.2.17', 'Firefox on Linux', NULL),
	(24, '2026-11-28 15:26:48.751155+00', 'session.refused', '8e51822e-a274-4399-81bc-a3abbf635940', '-42eGPITFbOX7a_1TKtNg3', '192.0.2.18', 'Firefox on Linux', NULL),
	(25, '2026-11-28 15:26:48.754241+00', 'account.imported', 'd57c17df-e543-4c44-9df8-ee1cd03cfc52', NULL, 'operator', 'Support', NULL),
	(26, '2026-11-28 15:26:48.757+00', 'reset.requested', 'd57c17df-e543-4c44-9df8-ee1cd03cfc52', '3_PNMChMqTmAGwq3Qoe-Rk', '192.0.2.20', 'Firefox on Linux', NULL),
	(27, '2026-11-28 15:26:48.766694+00', 'reset.sent', 'd57c17df-e543-4c44-9df8-ee1cd03cfc52', '3_PNMChMqTmAGwq3Qoe-Rk', '192.0.2.20', 'Firefox on Linux', NULL),
	(28, '2026-11-28 15:26:48.767+00', 'reset.requested', 'd57c17df-e543-4c44-9df8-ee1cd03cfc52', '3_PNMChMqTmAGwq3Qoe-Rk', '192.0.2.21', 'Firefox on Linux', NULL),
	(29, '2026-11-28 15:26:48.778416+00', 'reset.sent', 'd57c17df-e543-4c44-9df8-ee1cd03cfc52', '3_PNMChMqTmAGwq3Qoe-Rk', '192.0.2.21', 'Firefox on Linux', NULL),
	(30, '2026-11-28 15:26:48.784781+00', 'reset.opened', 'd57c17df-e543-4c44-9df8-ee1cd03cfc52', NULL, '192.0.2.22', 'Firefox on Linux', NULL),
	(31, '2026-11-28 15:26:49.272514+00', 'reset.completed', 'd57c17df-e543-4c44-9df8-ee1cd03cfc52', NULL, '192.0.2.23', 'Firefox on Linux', NULL),
	(32, '2026-11-28 15:26:49.426944+00', 'account.imported', '45edab07-c0e8-4df1-bf38-5171fb0e16ae', NULL, 'operator', 'Support', NULL),
	(33, '2026-11-28 15:26:49.431+00', 'reset.requested', '45edab07-c0e8-4df1-bf38-5171fb0e16ae', 'fnB9AuzMNgzwJidjRd2eKb', '192.0.2.24', 'Firefox on Linux', NULL),
	(34, '2026-11-28 15:26:49.449992+00', 'reset.sent', '45edab07-c0e8-4df1-bf38-5171fb0e16ae', 'fnB9AuzMNgzwJidjRd2eKb', '192.0.2.24', 'Firefox on Linux', NULL),
	(35, '2026-11-28 15:26:49.651408+00', 'address.requested', '45edab07-c0e8-4df1-bf38-5171fb0e16ae', NULL, '192.0.2.25', 'Firefox on Linux', NULL),
	(36, '2026-11-28 15:26:49.845965+00', 'address.changed', '45edab07-c0e8-4df1-bf38-5171fb0e16ae', NULL, '192.0.2.26', 'Firefox on Linux', NULL),
	(37, '2026-11-28 15:26:50.114645+00', 'account.imported', '73fe612b-c2c8-4fff-a9fa-9589335d3c32', NULL, 'operator', 'Support', NULL),
	(38, '2026-11-28 15:26:50.31021+00', 'address.requested', '73fe612b-c2c8-4fff-a9fa-9589335d3c32', NULL, '192.0.2.27', 'Firefox on Linux', NULL),
	(39, '2026-11-28 15:26:50.572287+00', 'account.imported', '362a72ad-7ed4-4b75-9c32-5505dd465438', NULL, 'operator', 'Support', NULL),
	(40, '2026-11-28 15:26:50.576+00', 'reset.requested', '362a72ad-7ed4-4b75-9c32-5505dd465438', 'nn1Bt-DvfQPz5JZWedV5EW', '192.0.2.28', 'Firefox on Linux', NULL),
	(41, '2026-11-28 15:26:50.594125+00', 'reset.sent', '362a72ad-7ed4-4b75-9c32-5505dd465438', 'nn1Bt-DvfQPz5JZWedV5EW', '192.0.2.28', 'Firefox on Linux', NULL),
	(42, '2026-11-28 15:26:50.605529+00', 'reset.denied', '362a72ad-7ed4-4b75-9c32-5505dd465438', NULL, '192.0.2.29', 'Firefox on Linux', NULL),
	(43, '2026-11-28 15:26:50.607+00', 'reset.requested', '362a72ad-7ed4-4b75-9c32-5505dd465438', 'nn1Bt-DvfQPz5JZWedV5EW', '192.0.2.30', 'Firefox on Linux', NULL),
	(44, '2026-11-28 15:26:50.626605+00', 'reset.sent', '362a72ad-7ed4-4b75-9c32-5505dd465438', 'nn1Bt-DvfQPz5JZWedV5EW', '192.0.2.30', 'Firefox on Linux', NULL),
	(45, '2026-11-28 15:26:50.906036+00', 'account.imported', 'd333a650-fec5-4359-a509-e85f8420e000', NULL, 'operator', 'Support', NULL),
	(46, '2026-11-28 15:26:51.334732+00', 'session.started', 'd333a650-fec5-4359-a509-e85f8420e000', NULL, '192.0.2.31', 'Firefox on Linux', NULL),
	(47, '2026-11-28 15:26:51.758175+00', 'password.changed', 'd333a650-fec5-4359-a509-e85f8420e000', NULL, '192.0.2.32', 'Firefox on Linux', NULL),
	(48, '2026-11-28 15:26:51.778644+00', 'account.locked', 'd333a650-fec5-4359-a509-e85f8420e000', NULL, '192.0.2.33', 'Firefox on Linux', NULL),
	(49, '2026-11-28 15:26:51.778+00', 'reset.requested', 'd333a650-fec5-4359-a509-e85f8420e000', 'jgMOIOp2uI_pHp3XNjA3YR', '192.0.2.33', 'Firefox on Linux', NULL),
	(50, '2026-11-28 15:26:51.801889+00', 'reset.sent', 'd333a650-fec5-4359-a509-e85f8420e000', 'jgMOIOp2uI_pHp3XNjA3YR', '192.0.2.33', 'Firefox on Linux', NULL),
	(51, '2026-11-28 15:26:51.960633+00', 'account.imported', 'a60501df-3a57-46b7-a728-08a5fdfdcbd9', NULL, 'operator', 'Support', NULL),
	(52, '2026-11-28 15:26:51.964+00', 'reset.requested', 'a60501df-3a57-46b7-a728-08a5fdfdcbd9', 'FmGvk4VA3t9-QA0imeGt8W', '192.0.2.34', 'Firefox on Linux', NULL),
	(53, '2026-11-28 15:26:51.974691+00', 'reset.sent', 'a60501df-3a57-46b7-a728-08a5fdfdcbd9', 'FmGvk4VA3t9-QA0imeGt8W', '192.0.2.34', 'Firefox on Linux', NULL),
	(54, '2026-11-28 15:26:51.975408+00', 'account.disabled', 'a60501df-3a57-46b7-a728-08a5fdfdcbd9', NULL, 'operator', 'Support', NULL),
	(55, '2026-11-28 15:26:52.096599+00', 'account.registered', NULL, '9FLkaSTqQkzPn40Ttwhj2d', '192.0.2.35', 'Firefox on Linux', NULL),
	(56, '2026-11-28 15:26:52.278885+00', 'account.registered', NULL, 'kdUZrxebeeWi2Lkw0s6YHI', '192.0.2.36', 'Firefox on Linux', NULL),
	(57, '2026-11-28 15:26:52.284903+00', 'account.imported', '308a2e28-c3f3-45db-9c74-11a57f9046af', NULL, 'operator', 'Support', NULL),
	(58, '2026-11-28 15:26:52.292+00', 'reset.requested', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'aBQHymyIFK_uf7yu41TYUh', '192.0.2.37', 'Firefox on Linux', NULL),
	(59, '2026-11-28 15:26:52.309137+00', 'reset.sent', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'aBQHymyIFK_uf7yu41TYUh', '192.0.2.37', 'Firefox on Linux', NULL),
	(60, '2026-11-28 15:26:52.32+00', 'reset.requested', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'aBQHymyIFK_uf7yu41TYUh', '192.0.2.38', 'Firefox on Linux', NULL),
	(61, '2026-11-28 15:26:52.330373+00', 'reset.sent', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'aBQHymyIFK_uf7yu41TYUh', '192.0.2.38', 'Firefox on Linux', NULL),
	(62, '2026-11-28 15:26:52.332+00', 'reset.requested', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'aBQHymyIFK_uf7yu41TYUh', '192.0.2.39', 'Firefox on Linux', NULL),
	(63, '2026-11-28 15:26:52.345339+00', 'reset.sent', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'aBQHymyIFK_uf7yu41TYUh', '192.0.2.39', 'Firefox on Linux', NULL),
	(64, '2026-11-28 15:26:52.352+00', 'reset.requested', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'aBQHymyIFK_uf7yu41TYUh', '192.0.2.40', 'Firefox on Linux', NULL),
	(65, '2026-11-28 15:26:52.361333+00', 'reset.sent', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'aBQHymyIFK_uf7yu41TYUh', '192.0.2.40', 'Firefox on Linux', NULL),
	(66, '2026-11-28 15:26:52.363+00', 'reset.requested', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'aBQHymyIFK_uf7yu41TYUh', '192.0.2.41', 'Firefox on Linux', NULL),
	(67, '2026-11-28 15:26:52.380171+00', 'reset.sent', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'aBQHymyIFK_uf7yu41TYUh', '192.0.2.41', 'Firefox on Linux', NULL),
	(68, '2026-11-28 15:26:52.386+00', 'reset.requested', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'aBQHymyIFK_uf7yu41TYUh', '192.0.2.42', 'Firefox on Linux', NULL),
	(69, '2026-11-28 15:26:52.394108+00', 'reset.failed', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'aBQHymyIFK_uf7yu41TYUh', '192.0.2.42', 'Firefox on Linux', NULL),
	(70, '2026-11-28 15:26:52.397+00', 'reset.requested', NULL, 'YkF9VzvpxVmQA62jZnW9cH', '192.0.2.43', 'Firefox on Linux', NULL),
	(71, '2026-11-28 15:26:52.406158+00', 'session.ended', '4c201820-4e64-41f8-9221-5dc26daf2f70', NULL, 'operator', 'Support', 'all 0'),
	(72, '2026-11-28 15:26:52.562142+00', 'account.imported', 'd3fde229-5e8d-4446-b8ed-49c1558f8cba', NULL, 'operator', 'Support', NULL),
	(73, '2026-11-28 15:26:52.571+00', 'reset.requested', 'd3fde229-5e8d-4446-b8ed-49c1558f8cba', 'uR_GFl7rGn5MY4ujWzerMs', '192.0.2.45', 'Firefox on Linux', NULL),
	(74, '2026-11-28 15:26:52.715391+00', 'account.registered', NULL, 'NYV_4ShvAvnarxl5p_fCit', '192.0.2.49', 'Firefox on Linux', NULL),
	(75, '2026-11-28 15:26:52.984187+00', 'account.imported', 'ca2f2fa9-4084-41b8-9a69-1a25e3356361', NULL, 'operator', 'Support', NULL),
	(76, '2026-11-28 15:26:53.486802+00', 'password.changed', 'ca2f2fa9-4084-41b8-9a69-1a25e3356361', NULL, '192.0.2.50', 'Firefox on Linux', NULL),
	(77, '2026-11-28 15:26:53.72963+00', 'address.requested', 'ca2f2fa9-4084-41b8-9a69-1a25e3356361', NULL, '192.0.2.51', 'Firefox on Linux', NULL),
	(78, '2026-11-28 15:26:53.961609+00', 'account.imported', 'b73bf258-3487-4c7c-8d7c-02c5fbe07d4b', NULL, 'operator', 'Support', NULL),
	(79, '2026-11-28 15:26:54.125939+00', 'address.requested', 'b73bf258-3487-4c7c-8d7c-02c5fbe07d4b', NULL, '192.0.2.52', 'Firefox on Linux', NULL),
	(80, '2026-11-28 15:26:54.261917+00', 'address.changed', 'b73bf258-3487-4c7c-8d7c-02c5fbe07d4b', NULL, '192.0.2.53', 'Firefox on Linux', NULL),
	(81, '2026-11-28 15:26:54.288807+00', 'letter.repeated', NULL, 'aBQHymyIFK_uf7yu41TYUh', 'operator', 'Support', '6067b2f6-1438-41f4-8c1b-2956e653b951 as e281ae43-de37-4df4-a1d1-0e0e2d2bf9af'),
	(82, '2026-11-28 15:26:54.298596+00', 'reset.suppressed', NULL, 'nn1Bt-DvfQPz5JZWedV5EW', '192.0.2.55', 'Firefox on Linux', NULL),
	(83, '2026-11-28 15:26:54.311635+00', 'reset.refused', NULL, '2dULKuNU0InZX9kLy4rO0x', '192.0.2.56', 'Firefox on Linux', 'wrong code'),
	(84, '2026-11-28 15:26:54.317469+00', 'account.imported', '9b8481b1-5401-40bf-a816-c54fa7432532', NULL, 'operator', 'Support', NULL),
	(85, '2026-11-28 15:26:54.43405+00', 'account.deleted', '9b8481b1-5401-40bf-a816-c54fa7432532', NULL, '192.0.2.57', 'Firefox on Linux', NULL);

INSERT INTO public.letters VALUES
	('2ab3ce4c-f88b-460e-90ac-3c1db38b2cae', 'registration', 'ada@example.test', 'ada@example.test', '52f098f8-7216-4cfc-9b10-5f89c3e0edf6', '{"device": "Firefox on Linux", "network": "192.0.2.1"}', 'en', 'e44578ff-92b0-4907-ac78-fc74a89029c4', NULL, 'sent', 1, '2026-11-28 15:27:31.575489+00', NULL, 'smtp', NULL, '2026-11-28 15:26:46.569626+00', '2026-11-28 15:26:46.609385+00', false, NULL),
	('6f0ef04b-077c-4f3e-ae10-081d9b8f86b4', 'reset', 'cara@example.test', 'cara@example.test', '8cef6b46-8be3-4deb-8c78-a3107f1af08b', '{"device": "Firefox on Linux", "network": "192.0.2.6"}', 'en', '8995b435-e6cb-47ad-9c2d-8639482849e7', NULL, 'sent', 1, '2026-11-28 15:27:32.353274+00', NULL, 'smtp', NULL, '2026-11-28 15:26:47.348184+00', '2026-11-28 15:26:47.368455+00', false, NULL),
	('20dfe746-51b9-4359-b915-a846147cd312', 'address-changed', 'gina@example.test', 'gina@example.test', '', '{"device": "Firefox on Linux", "network": "192.0.2.26"}', 'en', '15d07325-fd44-41b2-9b37-1764b6042909', '{"newEmail": "gina.new@example.test"}', 'sent', 1, '2026-11-28 15:27:34.861914+00', NULL, 'smtp', NULL, '2026-11-28 15:26:49.845965+00', '2026-11-28 15:26:49.866588+00', true, NULL),
	('47f3b091-f554-4191-bffa-37a493235a54', 'reset', 'dora@example.test', 'dora@example.test', 'bc18ac40-d668-4338-9357-30b6a46c9218', '{"device": "Firefox on Linux", "network": "192.0.2.7"}', 'en', 'a1fc0336-90af-48c3-962c-4e298dde89d2', NULL, 'sent', 1, '2026-11-28 15:27:32.371703+00', NULL, 'smtp', NULL, '2026-11-28 15:26:47.369975+00', '2026-11-28 15:26:47.381581+00', false, NULL),
	('d5a6173e-9973-4808-92d3-5d33822aa4a7', 'reset', 'fred@example.test', 'fred@example.test', 'b4cfadc1-c9ca-4d6c-83ba-04c7b3dddd3e', '{"device": "Firefox on Linux", "network": "192.0.2.20"}', 'en', '9764f38d-c11e-40b6-a4cd-c933780610fc', NULL, 'sent', 1, '2026-11-28 15:27:33.7592+00', NULL, 'smtp', NULL, '2026-11-28 15:26:48.757218+00', '2026-11-28 15:26:48.766694+00', false, NULL),
	('457001b9-54ae-4996-9a15-d19ebdd19ae4', 'reset', 'fred@example.test', 'fred@example.test', '3238b490-a4de-4624-9400-f8e91e204f16', '{"device": "Firefox on Linux", "network": "192.0.2.21"}', 'en', 'e241ca5d-355d-4061-9188-721a71d23a57', NULL, 'sent', 1, '2026-11-28 15:27:33.769306+00', NULL, 'smtp', NULL, '2026-11-28 15:26:48.767905+00', '2026-11-28 15:26:48.778416+00', false, NULL),
	('7981a3f5-dec4-4fcb-9a05-ee3f604108e0', 'password-changed', 'fred@example.test', 'fred@example.test', '', '{"device": "Firefox on Linux", "network": "192.0.2.23"}', 'en', 'b7a805d5-80e7-4603-b1e9-e53e5221ddfb', '{"by": "reset", "sessionsEnded": 0}', 'sent', 1, '2026-11-28 15:27:34.283256+00', NULL, 'smtp', NULL, '2026-11-28 15:26:49.272514+00', '2026-11-28 15:26:49.288098+00', true, NULL),
	('6e8e2cb9-b073-4783-ba44-187edc250594', 'address-change', 'hugo.new@example.test', 'hugo.new@example.test', 'f359d30b-a8a7-4fbb-b0fb-2876134eab3d', '{"device": "Firefox on Linux", "network": "192.0.2.27"}', 'en', '8b97ab19-b47c-4485-913b-c184d6a65775', NULL, 'sent', 1, '2026-11-28 15:27:35.31097+00', NULL, 'smtp', NULL, '2026-11-28 15:26:50.307775+00', '2026-11-28 15:26:50.322198+00', false, NULL),
	('47408b19-9691-4a7e-a9ff-a9968b1733fa', 'reset', 'gina@example.test', 'gina@example.test', '29a24912-9b0f-46fc-b74b-2adff1357b6e', '{"device": "Firefox on Linux", "network": "192.0.2.24"}', 'en', '41c8e756-bc42-4614-9896-9ae2a09f61ed', NULL, 'sent', 1, '2026-11-28 15:27:34.435349+00', NULL, 'smtp', NULL, '2026-11-28 15:26:49.431986+00', '2026-11-28 15:26:49.449992+00', false, NULL),
	('98a38dc6-186f-4009-9e2f-935b6d3e7975', 'address-change', 'gina.new@example.test', 'gina.new@example.test', '3f5e853f-f395-4190-b0ab-b4b4bdbc3302', '{"device": "Firefox on Linux", "network": "192.0.2.25"}', 'en', '751b4ea4-0110-4f88-93d0-50b4bd9a0d1a', NULL, 'sent', 1, '2026-11-28 15:27:34.652586+00', NULL, 'smtp', NULL, '2026-11-28 15:26:49.646286+00', '2026-11-28 15:26:49.675372+00', false, NULL),
	('d8688f1f-0fd4-4f3c-8859-8dbd5045d24f', 'reset', 'ines@example.test', 'ines@example.test', '5c713604-3067-4758-b542-a9a87b64b202', '{"device": "Firefox on Linux", "network": "192.0.2.28"}', 'en', '428a35f8-7b91-46f5-b38e-9efde609ec1d', NULL, 'sent', 1, '2026-11-28 15:27:35.579069+00', NULL, 'smtp', NULL, '2026-11-28 15:26:50.576527+00', '2026-11-28 15:26:50.594125+00', false, NULL),
	('31f8b805-d438-47fe-9752-4f17d4e1c647', 'reset', 'ines@example.test', 'ines@example.test', '121e254c-9eb9-4ca4-83e0-249d39e2acfc', '{"device": "Firefox on Linux", "network": "192.0.2.30"}', 'en', 'b313dc41-8692-410a-9ba2-28a522b8b5be', NULL, 'sent', 1, '2026-11-28 15:27:35.609092+00', NULL, 'smtp', NULL, '2026-11-28 15:26:50.607236+00', '2026-11-28 15:26:50.626605+00', false, NULL),
	('f2a39218-4bf8-48ac-90e0-bf5cc1134294', 'password-changed', 'jane@example.test', 'jane@example.test', '', '{"device": "Firefox on Linux", "network": "192.0.2.32"}', 'en', '63df169d-4cbd-4b79-9981-3d8833fe0ec9', '{"by": "self", "sessionsEnded": 0}', 'sent', 1, '2026-11-28 15:27:36.766031+00', NULL, 'smtp', NULL, '2026-11-28 15:26:51.758175+00', '2026-11-28 15:26:51.771623+00', true, NULL),
	('c3561094-41cf-4f5e-b466-4cf0c50530b5', 'reset', 'karl@example.test', 'karl@example.test', 'e5b46035-2842-49e7-9b95-766bf53f1d2a', '{"device": "Firefox on Linux", "network": "192.0.2.34"}', 'en', '4e8f15cc-7ed2-4b10-a39c-40f9453ad4b3', NULL, 'sent', 1, '2026-11-28 15:27:36.966508+00', NULL, 'smtp', NULL, '2026-11-28 15:26:51.964589+00', '2026-11-28 15:26:51.974691+00', false, NULL),
	('26f0cf1c-6684-4c5d-969d-51d6c9db85f0', 'reset', 'jane@example.test', 'jane@example.test', '', '{"device": "Firefox on Linux", "network": "192.0.2.33"}', 'en', 'eb33a428-5b75-499e-8ec4-9a539bf543c3', NULL, 'sent', 1, '2026-11-28 15:27:36.785587+00', NULL, 'smtp', NULL, '2026-11-28 15:26:51.778644+00', '2026-11-28 15:26:51.801889+00', true, NULL),
	('4669b3d3-ead8-47f8-bb81-eef66b43ea9b', 'registration', 'lena@example.test', 'lena@example.test', 'ce9cf8dd-d5a5-4be1-86bc-b5363a87408a', '{"device": "Firefox on Linux", "network": "192.0.2.35"}', 'en', '52afcb76-0c4d-42b0-a2a4-a4099baf9d70', NULL, 'sent', 1, '2026-11-28 15:27:37.098098+00', NULL, 'smtp', NULL, '2026-11-28 15:26:52.096599+00', '2026-11-28 15:26:52.106607+00', false, NULL),
	('253a220c-609c-4cdc-bc76-950d3bfe1f29', 'registration', 'ada@example.test', 'ada@example.test', 'd73433c8-81b1-488e-8178-1b9b6e02d176', '{"device": "Firefox on Linux", "network": "192.0.2.36"}', 'en', '0c695e66-b0d4-49b8-b835-45d21e53f565', NULL, 'sent', 1, '2026-11-28 15:27:37.280271+00', NULL, 'smtp', NULL, '2026-11-28 15:26:52.278885+00', '2026-11-28 15:26:52.281087+00', false, NULL),
	('9a9c4dd7-135c-497f-9144-d1a4cea9fa9e', 'reset', 'mona@example.test', 'mona@example.test', '', '{"device": "Firefox on Linux", "network": "192.0.2.37"}', 'en', '62fbb694-0eed-4f55-8f0c-4d808972b75f', NULL, 'delayed', 1, '2026-11-28 15:27:37.294971+00', NULL, 'resend', '5eca4d91-4be4-4e24-a258-728fd004c9b4', '2026-11-28 15:26:52.292891+00', '2026-11-28 15:26:52.309137+00', false, '2026-11-28 15:26:52.312+00'),
	('ea4a50ad-bc8a-4161-9885-88d8328cda62', 'reset', 'mona@example.test', 'mona@example.test', '', '{"device": "Firefox on Linux", "network": "192.0.2.38"}', 'en', 'aea72d1b-524a-4d46-ae76-08f3cd6dbde3', NULL, 'delivered', 1, '2026-11-28 15:27:37.32403+00', NULL, 'resend', '3ed074ef-68c0-4deb-b113-c75bde17e285', '2026-11-28 15:26:52.32093+00', '2026-11-28 15:26:52.330373+00', false, '2026-11-28 15:26:52.33+00'),
	('e6d72fc2-b064-4956-9b52-85b6248456cf', 'reset', 'mona@example.test', 'mona@example.test', '', '{"device": "Firefox on Linux", "network": "192.0.2.41"}', 'en', '32225d1d-3473-4396-baee-98fa260d401a', NULL, 'complained', 1, '2026-11-28 15:27:37.364555+00', NULL, 'resend', '60070aaf-46f0-4a6c-b874-54b0e0717f1a', '2026-11-28 15:26:52.363236+00', '2026-11-28 15:26:52.380171+00', false, '2026-11-28 15:26:52.384+00'),
	('89b2b619-741c-48df-bbbe-a996ef9dd5ca', 'reset', 'mona@example.test', 'mona@example.test', '', '{"device": "Firefox on Linux", "network": "192.0.2.39"}', 'en', '940eedb9-c496-4e6d-8b32-9796045a59ef', NULL, 'suppressed', 1, '2026-11-28 15:27:37.33356+00', NULL, 'resend', '74bd4743-e9c4-43e1-8e51-c9f6ac97c85f', '2026-11-28 15:26:52.332266+00', '2026-11-28 15:26:52.345339+00', false, '2026-11-28 15:26:52.345+00'),
	('6067b2f6-1438-41f4-8c1b-2956e653b951', 'reset', 'mona@example.test', 'mona@example.test', '', '{"device": "Firefox on Linux", "network": "192.0.2.40"}', 'en', '1f2fbf3f-967e-4d1f-a14c-498d603da394', NULL, 'bounced', 1, '2026-11-28 15:27:37.354193+00', 'Resend: Permanent, General, no such mailbox', 'resend', '6e54180f-7ffb-4776-9087-7800ec3abc31', '2026-11-28 15:26:52.352454+00', '2026-11-28 15:26:52.361333+00', false, '2026-11-28 15:26:52.361+00'),
	('6713498d-b4b2-471a-b12e-b0cae619c107', 'reset', 'mona@example.test', 'mona@example.test', 'f7c44b99-5af4-4c04-9237-da182ae21792', '{"device": "Firefox on Linux", "network": "192.0.2.42"}', 'en', '257ba5f4-c22f-4d80-b773-3ee19109c061', NULL, 'failed', 1, '2026-11-28 15:27:37.388166+00', '550 5.1.1 no such user', NULL, NULL, '2026-11-28 15:26:52.386742+00', '2026-11-28 15:26:52.394108+00', false, NULL),
	('6de73d3b-42e0-4cdc-8c20-45c4af999fd1', 'reset', 'nobody@example.test', 'nobody@example.test', 'a99aeb62-b533-4175-a498-35a529122004', '{"device": "Firefox on Linux", "network": "192.0.2.43"}', 'en', NULL, NULL, 'no-account', 1, '2026-11-28 15:27:37.399653+00', NULL, NULL, NULL, '2026-11-28 15:26:52.397934+00', '2026-11-28 15:26:52.402369+00', false, NULL),
	('99922ba5-45d2-42e7-97c3-e3b85ad45208', 'reset', 'fred@example.test', 'fred@example.test', 'ffe6a868-9436-466f-a440-b521ab6af44d', '{"device": "Firefox on Linux", "network": "192.0.2.44"}', 'en', NULL, NULL, 'superseded', 1, '2026-11-28 15:27:37.404487+00', NULL, NULL, NULL, '2026-11-28 15:26:52.403315+00', '2026-11-28 15:26:52.405382+00', false, NULL),
	('0b70fa62-7898-4b8b-8c74-46800ea306ad', 'reset', 'dora@example.test', 'dora@example.test', 'f5ff733c-0d09-4e03-b0a3-c1f765949aeb', '{"device": "Firefox on Linux", "network": "192.0.2.47"}', 'en', NULL, NULL, 'queued', 0, '2026-11-28 15:26:52.586476+00', NULL, NULL, NULL, '2026-11-28 15:26:52.586476+00', NULL, false, NULL),
	('f233dd33-135d-41a5-85ab-d0e2e8ce6d84', 'reset', 'nobody.else@example.test', 'nobody.else@example.test', '1b619e47-0d85-463f-9cf2-996897711dd9', '{"device": "Firefox on Linux", "network": "192.0.2.48"}', 'en', NULL, NULL, 'queued', 0, '2026-11-28 15:26:52.588812+00', NULL, NULL, NULL, '2026-11-28 15:26:52.588812+00', NULL, false, NULL),
	('237283b7-08cf-41be-b291-15d1dccf3e8e', 'reset', 'bert@example.test', 'bert@example.test', '98c8164a-8eb3-462a-905d-6780a65a3c6e', '{"device": "Firefox on Linux", "network": "192.0.2.46"}', 'en', NULL, NULL, 'sending', 1, '2026-11-28 15:26:54.270829+00', NULL, NULL, NULL, '2026-11-28 15:26:52.578881+00', NULL, false, NULL),
	('1441365c-55b0-4bde-a646-1a3052717dce', 'registration', 'olga@example.test', 'olga@example.test', '006cee98-e4af-4029-9bfd-6110ece7ab84', '{"device": "Firefox on Linux", "network": "192.0.2.49"}', 'en', '08a3d3b6-0562-4cb5-a9ea-8d6b1be31dd6', NULL, 'queued', 0, '2026-11-28 15:26:52.715391+00', NULL, NULL, NULL, '2026-11-28 15:26:52.715391+00', NULL, false, NULL),
	('891e9120-a0b7-4d1c-ac24-e3288d2fd269', 'password-changed', 'paul@example.test', 'paul@example.test', '', '{"device": "Firefox on Linux", "network": "192.0.2.50"}', 'de', 'ec69578d-5e97-4978-acef-96de2aa8b438', '{"by": "self", "sessionsEnded": 0}', 'queued', 0, '2026-11-28 15:26:53.486802+00', NULL, NULL, NULL, '2026-11-28 15:26:53.486802+00', NULL, true, NULL),
	('15b41646-094a-4ca0-a41e-260e272ad7ee', 'address-change', 'paul.new@example.test', 'paul.new@example.test', '94632322-dce6-47f4-bc9b-b489e0e845bd', '{"device": "Firefox on Linux", "network": "192.0.2.51"}', 'en', '5ec172b8-16e1-4911-a905-fbceb66bb7fd', NULL, 'queued', 0, '2026-11-28 15:26:53.727269+00', NULL, NULL, NULL, '2026-11-28 15:26:53.727269+00', NULL, false, NULL),
	('44843467-9659-48dc-982d-763bec0f9522', 'address-change', 'rosa.new@example.test', 'rosa.new@example.test', 'fb624fc5-2e48-4b28-a888-f76685b8bd0b', '{"device": "Firefox on Linux", "network": "192.0.2.52"}', 'en', 'ce049f04-1186-4c05-ab98-3c6c8e13b0ee', NULL, 'sent', 1, '2026-11-28 15:26:54.12375+00', NULL, 'smtp', NULL, '2026-11-28 15:26:54.12375+00', '2026-11-28 15:26:54.135265+00', false, NULL),
	('be818589-f754-4dfc-80c3-74f7c5eec491', 'address-changed', 'rosa@example.test', 'rosa@example.test', '', '{"device": "Firefox on Linux", "network": "192.0.2.53"}', 'en', '66f41b6a-0c83-48c8-80bb-2195aaabad22', '{"newEmail": "rosa.new@example.test"}', 'queued', 0, '2026-11-28 15:26:54.261917+00', NULL, NULL, NULL, '2026-11-28 15:26:54.261917+00', NULL, true, NULL),
	('3d99dfa9-6f41-4eb5-8a8c-69d14b145ba8', 'reset', 'nils@example.test', 'nils@example.test', '4b2f6a04-97b5-4e42-9eca-966872fdf291', '{"device": "Firefox on Linux", "network": "192.0.2.45"}', 'en', '4a19fec0-c95e-4817-9b60-760ae1a6896e', NULL, 'queued', 1, '2026-11-28 15:26:54.270089+00', 'connect ECONNREFUSED', NULL, NULL, '2026-11-28 15:26:52.571806+00', NULL, false, NULL),
	('e281ae43-de37-4df4-a1d1-0e0e2d2bf9af', 'reset', 'mona@example.test', 'mona@example.test', '', '{"device": "Firefox on Linux", "network": "192.0.2.40"}', 'en', '1f2fbf3f-967e-4d1f-a14c-498d603da394', NULL, 'queued', 0, '2026-11-28 15:26:54.288807+00', NULL, NULL, NULL, '2026-11-28 15:26:52.352+00', NULL, false, NULL),
	('ac92e9fe-f68f-4b48-bde8-81a4740bb91a', 'reset', 'ines@example.test', 'ines@example.test', '35cc53f5-dd67-447e-a529-39352208418c', '{"device": "Firefox on Linux", "network": "192.0.2.54"}', 'en', NULL, NULL, 'queued', 0, '2026-11-28 15:26:54.297587+00', NULL, NULL, NULL, '2026-11-28 15:26:54.297587+00', NULL, false, NULL);

INSERT INTO public.registrations VALUES
	('e44578ff-92b0-4907-ac78-fc74a89029c4', 'Ada Lovelace', 'ada@example.test', 'ada@example.test', 'bcrypt-sha384:$2b$10$sfJyBUPYOi/.O10STKDnUuF6O3P0JzcmUON9E6Q7Te/u4nCnlCFKS', 'uWzX_Vr80w', '2026-11-28 15:26:46.593401+00', '2099-12-31 00:00:00+00', '2026-11-28 15:26:46.738363+00', '2026-11-28 15:26:46.569626+00'),
	('52afcb76-0c4d-42b0-a2a4-a4099baf9d70', 'Lena', 'lena@example.test', 'lena@example.test', 'bcrypt-sha384:$2b$10$Q1er7SI7OObWvttOpNJBmurWLBfD8Un91T7PJWNcHrl.FFc2WQQK.', 'uWzX_Vr80w', '2026-11-28 15:26:52.101277+00', '2099-12-31 00:00:00+00', NULL, '2026-11-28 15:26:52.096599+00'),
	('0c695e66-b0d4-49b8-b835-45d21e53f565', 'Mallory', 'ada@example.test', 'ada@example.test', 'bcrypt-sha384:$2b$10$osqXe2rcXqywOp8mGgt9ve864EWf8cilhU3WzQzSY81O/yZnAgs.u', NULL, NULL, '2026-11-29 15:26:52.278885+00', NULL, '2026-11-28 15:26:52.278885+00'),
	('08a3d3b6-0562-4cb5-a9ea-8d6b1be31dd6', 'Olga', 'olga@example.test', 'olga@example.test', 'bcrypt-sha384:$2b$10$sateZdW4rRnrXh3uOFEllOLnlwEvevL1Wt7ZAeCqIR9BTySBra1y2', NULL, NULL, '2026-11-29 15:26:52.715391+00', NULL, '2026-11-28 15:26:52.715391+00');

INSERT INTO public.resets VALUES
	('8995b435-e6cb-47ad-9c2d-8639482849e7', 'e2257705-8eba-4e1e-912f-438ab179ebbd', 'cara@example.test', 1, '8cef6b46-8be3-4deb-8c78-a3107f1af08b', 'uWzX_Vr80w', '2026-11-28 15:26:47.356066+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('a1fc0336-90af-48c3-962c-4e298dde89d2', '0e2333d4-b1c9-4455-8369-86ea01af76ef', 'dora@example.test', 1, 'bc18ac40-d668-4338-9357-30b6a46c9218', 'uWzX_Vr80w', '2026-11-28 15:26:47.372883+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('e241ca5d-355d-4061-9188-721a71d23a57', 'd57c17df-e543-4c44-9df8-ee1cd03cfc52', 'fred@example.test', 1, '3238b490-a4de-4624-9400-f8e91e204f16', 'uWzX_Vr80w', '2026-11-28 15:26:48.770261+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('9764f38d-c11e-40b6-a4cd-c933780610fc', 'd57c17df-e543-4c44-9df8-ee1cd03cfc52', 'fred@example.test', 1, 'b4cfadc1-c9ca-4d6c-83ba-04c7b3dddd3e', 'uWzX_Vr80w', '2026-11-28 15:26:48.760542+00', '2099-12-31 00:00:00+00', '2026-11-28 15:26:48.783287+00', '2026-11-28 15:26:49.272514+00', NULL),
	('41c8e756-bc42-4614-9896-9ae2a09f61ed', '45edab07-c0e8-4df1-bf38-5171fb0e16ae', 'gina@example.test', 1, '29a24912-9b0f-46fc-b74b-2adff1357b6e', 'uWzX_Vr80w', '2026-11-28 15:26:49.437759+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('428a35f8-7b91-46f5-b38e-9efde609ec1d', '362a72ad-7ed4-4b75-9c32-5505dd465438', 'ines@example.test', 1, '5c713604-3067-4758-b542-a9a87b64b202', 'uWzX_Vr80w', '2026-11-28 15:26:50.58018+00', '2099-12-31 00:00:00+00', NULL, NULL, '2026-11-28 15:26:50.604187+00'),
	('b313dc41-8692-410a-9ba2-28a522b8b5be', '362a72ad-7ed4-4b75-9c32-5505dd465438', 'ines@example.test', 1, '121e254c-9eb9-4ca4-83e0-249d39e2acfc', 'uWzX_Vr80w', '2026-11-28 15:26:50.610209+00', '2026-11-28 14:26:50.627762+00', NULL, NULL, NULL),
	('eb33a428-5b75-499e-8ec4-9a539bf543c3', 'd333a650-fec5-4359-a509-e85f8420e000', 'jane@example.test', 3, '', 'uWzX_Vr80w', '2026-11-28 15:26:51.786471+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('4e8f15cc-7ed2-4b10-a39c-40f9453ad4b3', 'a60501df-3a57-46b7-a728-08a5fdfdcbd9', 'karl@example.test', 1, 'e5b46035-2842-49e7-9b95-766bf53f1d2a', 'uWzX_Vr80w', '2026-11-28 15:26:51.967481+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('62fbb694-0eed-4f55-8f0c-4d808972b75f', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'mona@example.test', 1, '', 'uWzX_Vr80w', '2026-11-28 15:26:52.295826+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('aea72d1b-524a-4d46-ae76-08f3cd6dbde3', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'mona@example.test', 1, '', 'uWzX_Vr80w', '2026-11-28 15:26:52.32497+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('940eedb9-c496-4e6d-8b32-9796045a59ef', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'mona@example.test', 1, '', 'uWzX_Vr80w', '2026-11-28 15:26:52.334289+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('1f2fbf3f-967e-4d1f-a14c-498d603da394', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'mona@example.test', 1, '', 'uWzX_Vr80w', '2026-11-28 15:26:52.355038+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('32225d1d-3473-4396-baee-98fa260d401a', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'mona@example.test', 1, '', 'uWzX_Vr80w', '2026-11-28 15:26:52.36529+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL),
	('257ba5f4-c22f-4d80-b773-3ee19109c061', '308a2e28-c3f3-45db-9c74-11a57f9046af', 'mona@example.test', 1, 'f7c44b99-5af4-4c04-9237-da182ae21792', 'uWzX_Vr80w', '2026-11-28 15:26:52.389195+00', '2026-11-28 15:56:52.389195+00', NULL, NULL, NULL),
	('4a19fec0-c95e-4817-9b60-760ae1a6896e', 'd3fde229-5e8d-4446-b8ed-49c1558f8cba', 'nils@example.test', 1, '4b2f6a04-97b5-4e42-9eca-966872fdf291', 'uWzX_Vr80w', '2026-11-28 15:26:52.573306+00', '2099-12-31 00:00:00+00', NULL, NULL, NULL);

INSERT INTO public.sessions VALUES
	('a9235f5c-50dd-4c22-bd64-163ac601ed35', '22dc4980-7dd9-44a2-9a35-c829947742e4', '192.0.2.2', 'Firefox on Linux', '2026-11-28 15:26:46.738363+00', '2026-11-28 15:26:46.738363+00'),
	('68c15dc7-ffe8-4028-bbce-d56085d7998a', '22dc4980-7dd9-44a2-9a35-c829947742e4', '192.0.2.3', 'Safari on iOS', '2026-11-28 15:26:46.848035+00', '2026-11-28 15:26:46.848035+00'),
	('7f38207c-55d7-415c-b37e-ff257ebbe84d', '22dc4980-7dd9-44a2-9a35-c829947742e4', '192.0.2.4', 'Edge on Windows', '2026-11-08 15:26:46.958791+00', '2026-11-13 15:26:46.958791+00'),
	('42ddb13c-61b2-4133-801b-aa52d6af3be9', '8e51822e-a274-4399-81bc-a3abbf635940', '192.0.2.8', 'Firefox on Linux', '2026-11-28 15:26:47.583092+00', '2026-11-28 15:26:47.583092+00'),
	('312cdd27-1a84-4ed3-be1a-6a6d5bb5dd81', 'ca2f2fa9-4084-41b8-9a69-1a25e3356361', '192.0.2.50', 'Firefox on Linux', '2026-11-28 15:26:53.486802+00', '2026-11-28 15:26:53.486802+00');

INSERT INTO public.throttles VALUES
	('1AyTiKAnVwQpOuGHBw2wb-lpXjhY6ZTl', 'register/network', '{"2026-11-28 15:26:45.383508+00"}', true, 0, '2026-11-28 15:26:45.383508+00'),
	('t6W1FrRy5gL7fsjxEQijOUxv-Pz6ClwB', 'set-password/network', '{"2026-11-28 15:26:46.620339+00"}', true, 0, '2026-11-28 15:26:46.620339+00'),
	('jdvvGI-9T6ZMC7J8r3L4TUglgWMyA2k-', 'set-password/link', '{"2026-11-28 15:26:46.620339+00"}', true, 0, '2026-11-28 15:26:46.620339+00'),
	('__sHdKWbLOi86PKdlIQF1QX0f-Jb3kVg', 'sign-in/network', '{"2026-11-28 15:26:46.754689+00"}', true, 0, '2026-11-28 15:26:46.754689+00'),
	('20ouirsgtQlUTwDyWcCT8K89eLcxL0yM', 'sign-in/network', '{"2026-11-28 15:26:46.853468+00"}', true, 0, '2026-11-28 15:26:46.853468+00'),
	('EwDRzHpGJkeX0jN7obxU40E5Edgvtcf2', 'reset/network', '{"2026-11-28 15:26:47.348184+00"}', true, 0, '2026-11-28 15:26:47.348184+00'),
	('ilAzg9hukNH8zfXQJZYZYYvkE-S2f7oh', 'reset/address', '{"2026-11-28 15:26:47.348184+00"}', true, 0, '2026-11-28 15:26:47.348184+00'),
	('kg32YU7dHpqIn91tSmgJC5U3DgiN9pZB', 'reset/network', '{"2026-11-28 15:26:47.369975+00"}', true, 0, '2026-11-28 15:26:47.369975+00'),
	('OQWRvsrbKkOB-Ye0bSvSBsHwCsxv9NgU', 'sign-in/network', '{"2026-11-28 15:26:47.382873+00"}', true, 0, '2026-11-28 15:26:47.382873+00'),
	('5hfGgCAPbztLCIZ6wSzKSbIFfO070KYy', 'sign-in/network', '{"2026-11-28 15:26:47.588783+00"}', true, 0, '2026-11-28 15:26:47.588783+00'),
	('2S11-uppXuNc_op4MrSpnUKzOxrAPYPN', 'sign-in/network', '{"2026-11-28 15:26:47.715644+00"}', true, 0, '2026-11-28 15:26:47.715644+00'),
	('1o72SMuSAYHoMJnPEBzOy6OVE8ESXcry', 'sign-in/network', '{"2026-11-28 15:26:47.844348+00"}', true, 0, '2026-11-28 15:26:47.844348+00'),
	('T1rCJQOnaVFd6SaY4tmG-bfZLjT8aECH', 'sign-in/network', '{"2026-11-28 15:26:47.97303+00"}', true, 0, '2026-11-28 15:26:47.97303+00'),
	('KCwg_KTzcFjZ0b83zaVUhf8kURnICWbn', 'sign-in/network', '{"2026-11-28 15:26:48.064853+00"}', true, 0, '2026-11-28 15:26:48.064853+00'),
	('vL8Dx5njOAsByIUhd7lkkXLfaPLKmruy', 'sign-in/network', '{"2026-11-28 15:26:48.157032+00"}', true, 0, '2026-11-28 15:26:48.157032+00'),
	('jBNungqypKXFp6QuOjFBuekA097FWL7A', 'sign-in/network', '{"2026-11-28 15:26:48.249457+00"}', true, 0, '2026-11-28 15:26:48.249457+00'),
	('iK40XbKbybLd-EUgBkXI-MnW0LP-g2hT', 'sign-in/network', '{"2026-11-28 15:26:48.341621+00"}', true, 0, '2026-11-28 15:26:48.341621+00'),
	('gnOhFHT82xznbm6cqTBWQpyZLEg-2S87', 'sign-in/network', '{"2026-11-28 15:26:48.447534+00"}', true, 0, '2026-11-28 15:26:48.447534+00'),
	('5L-rQIFDrWFsGZtbYjGA2ObZX1PAw4Cs', 'sign-in/network', '{"2026-11-28 15:26:48.58506+00"}', true, 0, '2026-11-28 15:26:48.58506+00'),
	('eKRy2FT1VtBe5tHdE6W0lu1O9hPkvAqH', 'sign-in/network', '{"2026-11-28 15:26:48.752013+00"}', true, 0, '2026-11-28 15:26:48.752013+00'),
	('DJ7C8Mv7OkeBskTD_yFxxJx-qtrGwSAv', 'sign-in/address', '{"2026-11-28 15:26:47.588783+00","2026-11-28 15:26:47.715644+00","2026-11-28 15:26:47.844348+00","2026-11-28 15:26:47.97303+00","2026-11-28 15:26:48.064853+00","2026-11-28 15:26:48.157032+00","2026-11-28 15:26:48.249457+00","2026-11-28 15:26:48.341621+00","2026-11-28 15:26:48.447534+00","2026-11-28 15:26:48.58506+00"}', false, 1, '2026-11-28 15:26:48.752013+00'),
	('0VfLiZpZ_ggutdlpsWAiuNa1TFo7ccr6', 'reset/network', '{"2026-11-28 15:26:48.757218+00"}', true, 0, '2026-11-28 15:26:48.757218+00'),
	('0nX94kGMLwGbD_WiW1UeoR-VsIaPyNJo', 'reset/network', '{"2026-11-28 15:26:48.767905+00"}', true, 0, '2026-11-28 15:26:48.767905+00'),
	('6HSo3O3hV2ul2N3fNUE02AwOpXjZQcp0', 'set-password/network', '{"2026-11-28 15:26:48.789091+00"}', true, 0, '2026-11-28 15:26:48.789091+00'),
	('_FqdApCEPvs4r3nGTQ9ygnGGEk-bfdG7', 'set-password/link', '{"2026-11-28 15:26:48.789091+00"}', true, 0, '2026-11-28 15:26:48.789091+00'),
	('Zogld9bLZyy6sF1zP_KQRzU8UXYFlpYO', 'reset/network', '{"2026-11-28 15:26:49.431986+00"}', true, 0, '2026-11-28 15:26:49.431986+00'),
	('ZOsIaGCXJ4lWtmgRkXV3JwlOWp_TBf1K', 'reset/address', '{"2026-11-28 15:26:49.431986+00"}', true, 0, '2026-11-28 15:26:49.431986+00'),
	('_qppPO6FXG1VCye10h9WRDrBmYjW2QiA', 'set-password/network', '{"2026-11-28 15:26:49.452769+00"}', true, 0, '2026-11-28 15:26:49.452769+00'),
	('h2eLTf8ijha0Sq8A2dNWMX2_Te_53ETt', 'set-password/link', '{"2026-11-28 15:26:49.452769+00"}', true, 0, '2026-11-28 15:26:49.452769+00'),
	('WZ07tU_tXgbenc8uX8BRNtDCkrHYhfFV', 'mail/recipient', '{"2026-11-28 15:26:49.646286+00"}', true, 0, '2026-11-28 15:26:49.646286+00'),
	('lP5SBBR6hW7OJLw593Yz82gUpO6ClB7o', 'set-password/network', '{"2026-11-28 15:26:49.679314+00"}', true, 0, '2026-11-28 15:26:49.679314+00'),
	('HVS3z8UwxWOo0CgEC99vlUcB0yG6hxHo', 'set-password/link', '{"2026-11-28 15:26:49.679314+00"}', true, 0, '2026-11-28 15:26:49.679314+00'),
	('6Ebu62BekQjjB0a8Sr8WWKMjL1QpAjR5', 'set-password/network', '{"2026-11-28 15:26:50.120263+00"}', true, 0, '2026-11-28 15:26:50.120263+00'),
	('fdOEmlMp8kWVnXNmbaEL_Cx1YP3JMnDW', 'set-password/link', '{"2026-11-28 15:26:50.120263+00"}', true, 0, '2026-11-28 15:26:50.120263+00'),
	('nb3OtCDhNKEoZ10Ijym1E0WL_2XpWCyF', 'mail/recipient', '{"2026-11-28 15:26:50.307775+00"}', true, 0, '2026-11-28 15:26:50.307775+00'),
	('vWasRo6kYtukrgxnNYQ25EhfmWp-Slqf', 'reset/network', '{"2026-11-28 15:26:50.576527+00"}', true, 0, '2026-11-28 15:26:50.576527+00'),
	('5ybvDR8qHEK8qluLifDGsXVJ1glHBD7S', 'set-password/network', '{"2026-11-28 15:26:50.599903+00"}', true, 0, '2026-11-28 15:26:50.599903+00'),
	('P43V2nJVkMdsH4rNO26cQFHtPP73IhjW', 'set-password/link', '{"2026-11-28 15:26:50.599903+00"}', true, 0, '2026-11-28 15:26:50.599903+00'),
	('taEttGaUC_4jmNkeHlTAZGDGyJEW_yGz', 'reset/network', '{"2026-11-28 15:26:50.607236+00"}', true, 0, '2026-11-28 15:26:50.607236+00'),
	('1VV2jM7H-vRpLzJLzkKr_89ENTIpARj_', 'sign-in/network', '{"2026-11-28 15:26:50.912023+00"}', true, 0, '2026-11-28 15:26:50.912023+00'),
	('cnw6Qrwk0xpfhvulDI69E84vDFHnLFNH', 'set-password/network', '{"2026-11-28 15:26:51.352135+00"}', true, 0, '2026-11-28 15:26:51.352135+00'),
	('Ng3nwqVPU9E1WqRhbHp4KfSpCKzSYr6J', 'set-password/link', '{"2026-11-28 15:26:51.352135+00"}', true, 0, '2026-11-28 15:26:51.352135+00'),
	('48a6JoOtMqwlBllVMLzOYHNIT-vClbrr', 'set-password/network', '{"2026-11-28 15:26:51.777974+00"}', true, 0, '2026-11-28 15:26:51.777974+00'),
	('QuSkk-S3Oluhrxsto0KJIWNa1E-08IDy', 'set-password/link', '{"2026-11-28 15:26:51.777974+00"}', true, 0, '2026-11-28 15:26:51.777974+00'),
	('osJnFjaqF2MiyT5jDn39k5l1KIcibbAZ', 'reset/network', '{"2026-11-28 15:26:51.964589+00"}', true, 0, '2026-11-28 15:26:51.964589+00'),
	('EOhaqj28MWReVWGuGcmhIDwLc7X9JM5i', 'reset/address', '{"2026-11-28 15:26:51.964589+00"}', true, 0, '2026-11-28 15:26:51.964589+00'),
	('72oCNDyL1SVjQ2wa0I16BWihiwXOHXZt', 'register/network', '{"2026-11-28 15:26:51.979876+00"}', true, 0, '2026-11-28 15:26:51.979876+00'),
	('nr3MmbNtOnCEDUPKlMgubn8AmWACQADF', 'mail/recipient', '{"2026-11-28 15:26:52.096599+00"}', true, 0, '2026-11-28 15:26:52.096599+00'),
	('FkTFuIO-OtUo62nCO_fT9hh160VHZn5y', 'register/network', '{"2026-11-28 15:26:52.107398+00"}', true, 0, '2026-11-28 15:26:52.107398+00'),
	('VWKwHuDjWeWqEbadqbjXKv0mGzkJsEa3', 'mail/recipient', '{"2026-11-28 15:26:46.569626+00","2026-11-28 15:26:52.278885+00"}', true, 0, '2026-11-28 15:26:52.278885+00'),
	('olqiwd1NzDlH3z2C0wcjSDNmePRXMoKU', 'reset/network', '{"2026-11-28 15:26:52.386742+00"}', true, 0, '2026-11-28 15:26:52.386742+00'),
	('1UAd_cn5huSPQVr7jjrKBksoAZjNniCq', 'reset/address', '{"2026-11-28 15:26:52.386742+00"}', true, 0, '2026-11-28 15:26:52.386742+00'),
	('I1TSJvO_MbW_K8xy-ovQdwjDGyJFGzzS', 'reset/network', '{"2026-11-28 15:26:52.397934+00"}', true, 0, '2026-11-28 15:26:52.397934+00'),
	('qR61rW4xloaEDKpFmU-jahO81QKYvyYY', 'reset/address', '{"2026-11-28 15:26:52.397934+00"}', true, 0, '2026-11-28 15:26:52.397934+00'),
	('mkCDE8tnNJuf1Luz1nBWMRNjzf4mvJnU', 'reset/network', '{"2026-11-28 15:26:52.403315+00"}', true, 0, '2026-11-28 15:26:52.403315+00'),
	('oQG67sK79Div2RrbohSOSJiD3GDjgAY5', 'reset/address', '{"2026-11-28 15:26:48.757218+00","2026-11-28 15:26:48.767905+00","2026-11-28 15:26:52.403315+00"}', true, 0, '2026-11-28 15:26:52.403315+00'),
	('E604iaB4B1uT6W4jBblfjCwVgV8ktLLQ', 'reset/network', '{"2026-11-28 15:26:52.571806+00"}', true, 0, '2026-11-28 15:26:52.571806+00'),
	('c-FS15IsQH2tzG5oJBjeNI_GO6I3qQB-', 'reset/address', '{"2026-11-28 15:26:52.571806+00"}', true, 0, '2026-11-28 15:26:52.571806+00'),
	('57lwcuNxQcht5TUSVxVtyeUbAVPRsaZW', 'reset/network', '{"2026-11-28 15:26:52.578881+00"}', true, 0, '2026-11-28 15:26:52.578881+00'),
	('XSefn03ygZrRQLX_LYnWxTJ1PpzSfhn1', 'reset/address', '{"2026-11-28 15:26:52.578881+00"}', true, 0, '2026-11-28 15:26:52.578881+00'),
	('Gv142SZqTFSFAYuWUjcfEyoym_6ymYX7', 'reset/network', '{"2026-11-28 15:26:52.586476+00"}', true, 0, '2026-11-28 15:26:52.586476+00'),
	('m5uoXCjHag-9xB5YXqncNtg4ydYAhsCK', 'reset/address', '{"2026-11-28 15:26:47.369975+00","2026-11-28 15:26:52.586476+00"}', true, 0, '2026-11-28 15:26:52.586476+00'),
	('zziGuWwSXous3_sj4Iz3bovLcgI_VQTL', 'reset/address', '{"2026-11-28 15:26:50.576527+00","2026-11-28 15:26:50.607236+00","2026-11-28 15:26:54.297587+00"}', false, 1, '2026-11-28 15:26:54.298596+00'),
	('9nCN624I7U7GCLOgqETRsRDTAYB2MgMK', 'reset/network', '{"2026-11-28 15:26:52.588812+00"}', true, 0, '2026-11-28 15:26:52.588812+00'),
	('-2vOZd5Ac3hax0p4WRVNuIfSpa4MG1is', 'reset/address', '{"2026-11-28 15:26:52.588812+00"}', true, 0, '2026-11-28 15:26:52.588812+00'),
	('0l7mCKdJHkwIVGYy4WXKo7g7VbbmWV9P', 'register/network', '{"2026-11-28 15:26:52.591191+00"}', true, 0, '2026-11-28 15:26:52.591191+00'),
	('a03z9QN-9eq_0CtgsJVQCM9d44vCr6g7', 'mail/recipient', '{"2026-11-28 15:26:52.715391+00"}', true, 0, '2026-11-28 15:26:52.715391+00'),
	('wFcZbFBiqe1DjdiQEjzxwPB2eQojTbuh', 'set-password/network', '{"2026-11-28 15:26:52.995632+00"}', true, 0, '2026-11-28 15:26:52.995632+00'),
	('6R3hZ-TCP7HN0rvTfmcL89e0hto2jgV_', 'set-password/network', '{"2026-11-28 15:26:53.517119+00"}', true, 0, '2026-11-28 15:26:53.517119+00'),
	('_Fg98M-9DCkdiAyqyG0QMM3JxTq5LEL9', 'set-password/link', '{"2026-11-28 15:26:52.995632+00","2026-11-28 15:26:53.517119+00"}', true, 0, '2026-11-28 15:26:53.517119+00'),
	('xwe_OpFrJitrHeSD5C--kqLvNU9C8p0K', 'mail/recipient', '{"2026-11-28 15:26:53.727269+00"}', true, 0, '2026-11-28 15:26:53.727269+00'),
	('EvzmbQqmXVeDZhpbxX_2HvdBR0QZmElz', 'set-password/network', '{"2026-11-28 15:26:53.971595+00"}', true, 0, '2026-11-28 15:26:53.971595+00'),
	('3kqiT4D9Ztw--Y9VwvqnI4cSEqPF_T8A', 'set-password/link', '{"2026-11-28 15:26:53.971595+00"}', true, 0, '2026-11-28 15:26:53.971595+00'),
	('JzY71Zs_KqPjBcirI90Wpf93VHoMNrDS', 'mail/recipient', '{"2026-11-28 15:26:54.12375+00"}', true, 0, '2026-11-28 15:26:54.12375+00'),
	('J4_-g5RVhRlFtn7g2ijJdnT_G2ynSTat', 'set-password/network', '{"2026-11-28 15:26:54.138174+00"}', true, 0, '2026-11-28 15:26:54.138174+00'),
	('-I8Uv8Awm9Jrk8LuSiJaL3UYePkaZo_C', 'set-password/link', '{"2026-11-28 15:26:54.138174+00"}', true, 0, '2026-11-28 15:26:54.138174+00'),
	('TeOusxXU0u45bm4BBagCyxqWk-xtjbFb', 'reset/network', '{"2026-11-28 15:26:54.297587+00"}', true, 0, '2026-11-28 15:26:54.297587+00'),
	('nnMMpp3YsyFT3yOpQSlvDLAmta2E_1u4', 'reset/network', '{"2026-11-28 15:26:54.298596+00"}', true, 0, '2026-11-28 15:26:54.298596+00'),
	('vEuGTDUFU9CKETH7lLgq5cV_uEC071OZ', 'code/network', '{"2026-11-28 15:26:54.301428+00"}', true, 0, '2026-11-28 15:26:54.301428+00'),
	('3COSgLRPJ4Q7Pvtty6x7rBHVbJ0ext74', 'code/ask', '{"2026-11-28 15:26:54.301428+00"}', true, 0, '2026-11-28 15:26:54.301428+00'),
	('yJL4d9230mLvzEXQdWJHmvXwt-FZhjod', 'set-password/network', '{"2026-11-28 15:26:54.325459+00"}', true, 0, '2026-11-28 15:26:54.325459+00'),
	('yIjpcOos2bHdSA8zjPRXgGZyyvLppxu9', 'set-password/link', '{"2026-11-28 15:26:54.325459+00"}', true, 0, '2026-11-28 15:26:54.325459+00');

SELECT pg_catalog.setval('drizzle.__drizzle_migrations_id_seq', 6, true);

SELECT pg_catalog.setval('public.events_id_seq', 85, true);

ALTER TABLE ONLY drizzle.__drizzle_migrations
    ADD CONSTRAINT __drizzle_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_canonical_unique UNIQUE (canonical);

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.address_changes
    ADD CONSTRAINT address_changes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.alarms
    ADD CONSTRAINT alarms_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.letters
    ADD CONSTRAINT letters_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.registrations
    ADD CONSTRAINT registrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resets
    ADD CONSTRAINT resets_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.throttles
    ADD CONSTRAINT throttles_pkey PRIMARY KEY (key);

CREATE INDEX address_changes_account ON public.address_changes USING btree (account_id);

CREATE INDEX address_changes_expires ON public.address_changes USING btree (expires_at);

CREATE INDEX alarms_account ON public.alarms USING btree (account_id);

CREATE INDEX alarms_canonical ON public.alarms USING btree (canonical);

CREATE INDEX alarms_expires ON public.alarms USING btree (expires_at);

CREATE INDEX events_account ON public.events USING btree (account_id, at);

CREATE INDEX events_at ON public.events USING btree (at);

CREATE INDEX events_subject ON public.events USING btree (subject, at);

CREATE INDEX letters_canonical ON public.letters USING btree (canonical, created_at);

CREATE INDEX letters_due ON public.letters USING btree (due_at) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text]));

CREATE INDEX letters_left ON public.letters USING btree (settled_at) WHERE (state = ANY (ARRAY['sent'::text, 'delayed'::text, 'delivered'::text, 'suppressed'::text, 'bounced'::text, 'complained'::text]));

CREATE INDEX letters_no_account ON public.letters USING btree (settled_at) WHERE (state = 'no-account'::text);

CREATE INDEX letters_provider ON public.letters USING btree (provider_id) WHERE (provider_id IS NOT NULL);

CREATE INDEX letters_settled ON public.letters USING btree (settled_at);

CREATE INDEX letters_undeliverable ON public.letters USING btree (settled_at) WHERE (state = ANY (ARRAY['suppressed'::text, 'bounced'::text, 'complained'::text, 'failed'::text]));

CREATE INDEX registrations_canonical ON public.registrations USING btree (canonical);

CREATE INDEX registrations_expires ON public.registrations USING btree (expires_at);

CREATE INDEX resets_account ON public.resets USING btree (account_id);

CREATE INDEX resets_ask ON public.resets USING btree (ask_id);

CREATE INDEX resets_expires ON public.resets USING btree (expires_at);

CREATE INDEX sessions_account ON public.sessions USING btree (account_id);

CREATE INDEX sessions_created ON public.sessions USING btree (created_at);

CREATE INDEX sessions_last_seen ON public.sessions USING btree (last_seen_at);

CREATE INDEX throttles_touched ON public.throttles USING btree (touched_at);

ALTER TABLE ONLY public.address_changes
    ADD CONSTRAINT address_changes_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES public.accounts(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.alarms
    ADD CONSTRAINT alarms_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES public.accounts(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.resets
    ADD CONSTRAINT resets_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES public.accounts(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES public.accounts(id) ON DELETE CASCADE;

-- Restored, everything is as long ago as it was when the dump was written. Links that work expire in 2099;
-- issued_at stays, because the links in 0.1.0.json are signed with it.
DO $$
DECLARE
  found record;
  age interval := now() - '2026-11-28 15:26:54+00'::timestamptz;
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
