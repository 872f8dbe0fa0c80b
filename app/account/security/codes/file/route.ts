import { redirect } from 'next/navigation';
import { brand } from '@/lib/brand';
import { respond } from '@/lib/web/answer';
import { readEnrolment } from '@/lib/web/enrolment';
import { readWords } from '@/lib/web/language';
import { requireUser } from '@/lib/web/session';

/** The recovery codes that are being shown, as a text file. */
export async function GET(): Promise<Response> {
  return respond(async () => {
    const user = await requireUser();
    const enrolment = await readEnrolment(user);
    if (enrolment?.step !== 'codes') redirect('/account/security/codes');
    const { file, fileText } = (await readWords()).account.security.save;
    const text = [file(user.email), '', ...enrolment.codes, '', fileText, ''].join('\n');
    const name = `${brand.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-recovery-codes.txt`;
    return new Response(text, {
      headers: {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Disposition': `attachment; filename="${name}"`,
        'Cache-Control': 'no-store',
      },
    });
  });
}
