export default { agentRules: false, serverExternalPackages: ['postgres'] };
