/** Forms of values that are no secrets, or that have a rule of their own; of objects and of texts alike. */

/** `6m0s`, `30m`, `12ms`, `00:31:12` */
const DURATION = /^(?:\d{1,9}(?:\.\d{1,9})?(?:ns|us|\u00b5s|ms|s|m|h|d))+$|^\d{1,3}:\d\d:\d\d$/;
/** `/etc/gcp/sa.json` */
const FILE = /^(?:\/[\w.@+-]+){2,}\.[a-z]{2,6}$/;
/** Of a public key, as images have it in their environment: `GPG_KEY=`. */
const FINGERPRINT = /^[0-9A-F]{40}$/;
const AWS_KEY_ID = /^(?:AKIA|ASIA)[A-Z2-7]{16}$/;

export const isDuration = (value: string) => DURATION.test(value);
export const isFile = (value: string) => FILE.test(value);
export const isFingerprint = (value: string) => FINGERPRINT.test(value);
/** The secret that belongs to it is looked for beside it. */
export const isAwsKeyId = (value: string) => AWS_KEY_ID.test(value);
