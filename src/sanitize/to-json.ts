/** What an object says of itself as JSON. */

/** The property of that name; where reading it throws, a function that does. */
export function readToJSON(value: object): unknown {
  try {
    return (value as { toJSON?: unknown }).toJSON;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
