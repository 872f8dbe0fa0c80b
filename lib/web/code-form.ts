import type { CodeResult } from '@/lib/code-attempts';
import { type Code, code } from '@/lib/codes';
import { parseForm } from '@/lib/fields';
import { answer } from './answer';
import type { FormState } from './form-state';
import { readWords } from './language';

/**
 * Answers the form of the code box.
 * @param check judges the code, or returns null in a browser that requested nothing
 * @param goOn leads on with the link of the email that the right code is from
 */
export function answerCode(
  state: FormState,
  form: FormData,
  check: (code: Code) => Promise<CodeResult | null>,
  goOn: (link: string) => Promise<never>,
): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const parsed = parseForm({ code }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const words = (await readWords()).problems.code;
    const judged = await check(parsed.fields.code);
    switch (judged?.outcome) {
      case undefined:
        return refuse.sentences({ code: words.elsewhere });
      case 'wrong':
        return refuse.sentences({ code: words.wrong(judged.left) });
      case 'spent':
        return refuse.sentences({ code: words.spent });
      case 'right':
        return goOn(judged.link);
    }
  });
}
