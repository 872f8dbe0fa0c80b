import { isOutcomeUnknown } from '@/db';

/** Whether a change may have taken effect although an error was thrown. A page must then not say that nothing changed. */
export const isUnsure = (error: unknown): boolean => isOutcomeUnknown(error);
