/** One scenario in a process of its own: `run.mjs` forks this, and gets the samples as a message. */
const [, , name, settings] = process.argv;
const { default: scenario } = await import(`./scenarios/${name}.mjs`);
const missing = await scenario.missing?.();
const groups = missing === undefined ? await scenario.run(JSON.parse(settings)) : [];
const { title, goals } = scenario;
process.send({ name, title, goals, missing, groups }, () => process.exit(0));
