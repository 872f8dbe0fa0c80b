// What the README says under "Make it yours", and the examples of lib/web/site.ts, as edits of a copy of this project.

/** `code` goes after a part of the file, or takes its place, or is the whole of it. */
export type Edit = { file: string; code: string } & ({ after: string } | { instead: string } | { isNew: true });

/** A field at registration, as far as the README gives the code. */
export const field: Edit[] = [
  {
    file: 'db/schema.ts',
    after: 'export const profileColumns = {',
    code: "company: text('company').notNull().default(''),",
  },
  { file: 'lib/profile.ts', after: 'export const profile = {', code: 'company: line(100),' },
  {
    file: 'app/(auth)/register/page.tsx',
    after: '<Form action={register}>',
    code: '<Field name="company" label={fields.company} autoComplete="organization" value={held?.company} />',
  },
  { file: 'lib/testing.ts', after: 'const someProfile: Profile = {', code: "company: 'Analytical Engines'," },
  { file: 'e2e/support/client.ts', after: 'export const profile = {', code: "company: 'Analytical Engines'," },
];

const words = {
  en: ['Company', 'Enter your company.'],
  de: ['Firma', 'Gib deine Firma ein.'],
  fr: ['Entreprise', 'Indiquez votre entreprise.'],
  es: ['Empresa', 'Escribe tu empresa.'],
  ja: ['会社名', '会社名を入力してください。'],
  ar: ['الشركة', 'أدخل شركتك.'],
} as const;

/** The sentence beside an empty company. */
export const missing = { en: words.en[1], de: words.de[1] };

/** The rest of it: what the README describes, and an import. */
export const described: Edit[] = [
  ...Object.entries(words).flatMap(([locale, [label, sentence]]): Edit[] => [
    { file: `lib/words/${locale}.ts`, after: '\n  fields: {', code: `company: '${label}',` },
    {
      file: `lib/words/${locale}.ts`,
      after: '\n  problems: {',
      code: `company: { missing: '${sentence}', malformed: '${sentence}', tooLong: '${sentence}' },`,
    },
  ]),
  {
    file: 'app/account/page.tsx',
    after: '<Form action={saveProfile}>',
    code: '<Field name="company" label={fields.company} autoComplete="organization" value={profile.company} />',
  },
  {
    file: 'lib/profile.ts',
    instead: '{ personName }',
    code: '{ line, personName }',
  },
];

/** The page behind sign-in, where sign-in leads, and each example of lib/web/site.ts, uncommented. */
export function site(readme: string, text: string): Edit[] {
  const file = 'lib/web/site.ts';
  const page = /```tsx\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const examples = [...text.matchAll(/((?: \* {5}.*\n)+) \*\/\n(export const .* = [[{])[\]}];/g)];
  return [
    { file: 'app/dashboard/page.tsx', isNew: true, code: page },
    { file, instead: "= '/account'", code: "= '/dashboard'" },
    ...examples.map(([, lines = '', after = '']) => ({ file, after, code: lines.replaceAll(/^ \* {4}/gm, '') })),
  ];
}

/** The routes of this folder's README: each block of code, with the file that was named last before it. */
export function routes(recipes: string): Edit[] {
  return [...recipes.matchAll(/`(app\/[^`]+)`[^`]*(?:`[^`]*`[^`]*)*?```ts\n(.*?)```/gs)].map(
    ([, file = '', code = '']) => ({
      file,
      isNew: true,
      code,
    }),
  );
}
