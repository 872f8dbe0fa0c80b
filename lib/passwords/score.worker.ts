import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import { serve } from './thread';

// One thread per process, kept only while it is in use: the dictionaries take as long to build as a hash, and 80 MB. An estimate
// takes milliseconds, or a second for pathological passwords.

/** A password to score from 0 to 4. `known`: words about its owner, which count as guessed. */
export type ScoreJob = { password: string; known: string[] };

const estimator = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
});

serve(({ password, known }: ScoreJob) => estimator.check(password, known).score);
