/** Whether the source counts what it does, for `npm run coverage`. It is then several times as slow as it is for users. */
import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly isInstrumented: boolean;
  }
}

export const isInstrumented: boolean = inject('isInstrumented');
