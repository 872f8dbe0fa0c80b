import { listProviders } from '@/lib/identity-providers';
import { readWords } from '@/lib/web/language';
import { ProviderButtons } from './provider-buttons';

/** Below the form to sign in or to register: the services by which one can do so instead, if any is configured. */
export async function OtherSignIns({ next }: { next: string | null }) {
  const providers = listProviders();
  if (providers.length === 0) return null;
  const { identity: words, fields } = await readWords();
  return (
    <>
      <p className="or">{words.or}</p>
      <ProviderButtons providers={providers} next={next} label={words.proceed} wait={fields.wait} />
    </>
  );
}
