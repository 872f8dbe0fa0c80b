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

/**
 * How hard a password is to guess, from 0 to 4. The work is bounded by its length (estimator.test.ts), so pass only `judgedPart`.
 * @param known words about the owner, which count as guessed
 */
export function score(password: string, known: string[]): number {
  return estimator.check(password, known).score;
}
