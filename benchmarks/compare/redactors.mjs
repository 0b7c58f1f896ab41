import pinoRedact from '@pinojs/redact';
import fastRedact from 'fast-redact';
import { createSink } from '../sink.mjs';

/** No loggers: they turn one object into JSON, without time, level and message. */
const serializer = (name, serialize) => {
  const sink = createSink();
  return { name, sink, record: (_message, fields) => sink.write(serialize(fields)) };
};

/** The floor: JSON and nothing else. */
export const openStringify = () => serializer('JSON.stringify', JSON.stringify);

export const openFastRedact = (paths) =>
  serializer(`fast-redact, ${paths.length} paths`, fastRedact({ paths }));

export const openPinoRedact = (paths) =>
  serializer(`@pinojs/redact, ${paths.length} paths`, pinoRedact({ paths }));
