import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import { serve } from './thread';

// One thread for the whole process, and only while somebody chooses a password: its dictionaries take as long to build as a
// hash, and 80 MB. An estimate itself takes milliseconds, of the oddest passwords a second.

/** How hard is it to guess? The words that its owner would be guessed by count for nothing. */
export type ScoreJob = { password: string; known: string[] };

const estimator = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
});

serve(({ password, known }: ScoreJob) => estimator.check(password, known).score);
