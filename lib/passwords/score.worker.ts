import { judge } from './estimator';
import { serve } from './thread';

// One thread per process, kept only while it is in use: the dictionaries take as long to build as a hash, and 80 MB.

export type ScoreJob = { password: string; known: string[] };

serve(({ password, known }: ScoreJob) => judge(password, known));
