const INNER = /(^|\.)(localhost|local|internal|intranet|lan|corp|home|home\.arpa)$/

/**
 * Whether a host as the URL parser gives it is no name of the public web: an IP address (the parser has already turned
 * decimal, octal and hexadecimal spellings into the usual one), this machine, or a name that only inner networks know.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.+$/, '')
  return host === '' || host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host) || INNER.test(host)
}

const INNER_IPV4 =
  /^(0|10|127|169\.254|192\.168|192\.0\.0|198\.1[89]|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])|22[4-9]|2[34]\d|25[0-5])\./

/** The same for links that only readers open: a number of the public Internet may stand there, as some old sites have. */
export const isInnerHost = (hostname: string) =>
  isPrivateHost(hostname) && (!/^\d+(\.\d+){3}$/.test(hostname) || INNER_IPV4.test(hostname))
