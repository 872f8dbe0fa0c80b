import { isOutcomeUnknown } from '@/db';

/** Whether something may have been changed although there was no answer: then a page must not say that nothing was. */
export const isUnsure = (error: unknown): boolean => isOutcomeUnknown(error);
