import { configureSync, getJsonLinesFormatter, getLogger } from '@logtape/logtape';
import {
  CREDIT_CARD_NUMBER_PATTERN,
  EMAIL_ADDRESS_PATTERN,
  JWT_PATTERN,
  KR_RRN_PATTERN,
  redactByField,
  redactByPattern,
  US_SSN_PATTERN,
} from '@logtape/redaction';
import { createSink } from '../sink.mjs';

const PATTERNS = [
  EMAIL_ADDRESS_PATTERN,
  CREDIT_CARD_NUMBER_PATTERN,
  US_SSN_PATTERN,
  KR_RRN_PATTERN,
  JWT_PATTERN,
];

/** Both at once, since LogTape is configured once per process: JSON lines, and JSON lines with all its redaction. */
export function openLogTape() {
  const [plain, redacting] = [createSink(), createSink()];
  const format = getJsonLinesFormatter();
  const clean = redactByPattern(getJsonLinesFormatter(), PATTERNS);
  configureSync({
    reset: true,
    sinks: {
      plain: (record) => plain.write(format(record)),
      redacting: redactByField((record) => redacting.write(clean(record))),
    },
    loggers: [
      { category: 'plain', sinks: ['plain'], lowestLevel: 'info' },
      { category: 'redacting', sinks: ['redacting'], lowestLevel: 'info' },
      { category: ['logtape', 'meta'], sinks: [], lowestLevel: 'error' },
    ],
  });
  return [
    contestant('LogTape json', getLogger(['plain', 'shop', 'orders']), plain),
    contestant('LogTape, field + pattern redaction', getLogger(['redacting', 'shop', 'orders']), redacting),
  ];
}

function contestant(name, log, sink) {
  return {
    name,
    sink,
    message: (message) => log.info(message),
    record: (message, fields) => log.info(message, fields),
    disabled: (message, fields) => log.debug(message, fields),
    error: (message, error) => log.error(message, { error }),
    child(fields) {
      const child = log.with(fields);
      return (message) => child.info(message);
    },
  };
}
