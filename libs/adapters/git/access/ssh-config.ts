export interface SshFiles {
  readonly identity: string | undefined;
  /** Undefined: any host key will do. */
  readonly knownHosts: string | undefined;
}

/**
 * An ssh_config(5) that stands alone: the key and the known hosts it names and nothing of the user's or the host's; no questions,
 * no agent, no forwarding, no commands.
 */
export function formatSshConfig({ identity, knownHosts }: SshFiles): string {
  const lines = [
    'Host *',
    'User git',
    'BatchMode yes',
    'IdentitiesOnly yes',
    'IdentityAgent none',
    `IdentityFile ${identity === undefined ? 'none' : path(identity)}`,
    'PreferredAuthentications publickey',
    `StrictHostKeyChecking ${knownHosts === undefined ? 'no' : 'yes'}`,
    `UserKnownHostsFile ${knownHosts === undefined ? '/dev/null' : path(knownHosts)}`,
    'GlobalKnownHostsFile /dev/null',
    'CheckHostIP no',
    'UpdateHostKeys no',
    'VerifyHostKeyDNS no',
    'ClearAllForwardings yes',
    'ForwardAgent no',
    'PermitLocalCommand no',
    'ControlMaster no',
    'ControlPath none',
    'ConnectTimeout 15',
    'ServerAliveInterval 10',
    'ServerAliveCountMax 3',
    'LogLevel ERROR',
  ];
  return `${lines.join('\n')}\n`;
}

/** A percent sign begins a token in ssh's file names. */
function path(text: string): string {
  return `"${text.replaceAll('%', '%%')}"`;
}
