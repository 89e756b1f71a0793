const INNER = /(^|\.)(localhost|local|internal|intranet|lan|corp|home|home\.arpa)$/

/**
 * Whether a host as the URL parser gives it is no name of the public web: an IP address (the parser has already turned
 * decimal, octal and hexadecimal spellings into the usual one), this machine, or a name that only inner networks know.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.+$/, '')
  return host === '' || host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host) || INNER.test(host)
}
