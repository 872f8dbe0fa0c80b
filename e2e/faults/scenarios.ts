import type { Scenario } from './scenario';
import { killsApp } from './scenarios/kills-app';

/** Every fault, in the order of the table. */
export const scenarios: Scenario[] = [killsApp];
