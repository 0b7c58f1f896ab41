/** The name under which the library logs about itself. */
export const OWN_NAME = 'codomyrmex-logging';
