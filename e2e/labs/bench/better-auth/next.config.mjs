export default { agentRules: false, turbopack: { root: process.cwd() } };
