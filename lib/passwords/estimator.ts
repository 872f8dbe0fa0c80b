import { type OptionsType, ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';

/**
 * One reading of "p@ssw0rd" instead of the usual hundred, each of which searches all dictionaries again. More readings found no more
 * of what people type, and made one password of 64 characters take a second.
 */
export const options: OptionsType = {
  dictionary: { ...common.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
  l33tMaxSubstitutions: 1,
};

// Built when this file is loaded, which takes as long as a hash.
const estimator = new ZxcvbnFactory(options);

/** `guesses`: how many an attacker needs. `isCommon`: words or passwords that many people use are among what makes it easy. */
export type Judgement = { guesses: number; isCommon: boolean };

/**
 * How hard a password is to guess. The work is bounded by its length (estimator.test.ts), so pass only `judgedPart`.
 * @param known words about the owner, which count as guessed
 */
export function judge(password: string, known: string[]): Judgement {
  const { guesses, sequence } = estimator.check(password, known);
  const isCommon = sequence.some(
    ({ pattern, dictionaryName }) => /dictionary|wordSequence/.test(pattern) && dictionaryName !== 'userInputs',
  );
  return { guesses, isCommon };
}
