/** Mail as servers send it when ours did not arrive (RFC 3464), and when its reader calls it spam (RFC 5965). */
type Fields = Record<string, string>

const group = (fields: Fields) => Object.entries(fields).map(([name, value]) => `${name}: ${value}`)
const BOUNDARY = '=_report'

function report(type: string, part: string, groups: Fields[], returned: string): string {
  return [
    'From: Mail Delivery Subsystem <mailer-daemon@elsewhere.test>',
    'To: bounces@onward.test',
    'Subject: Returned mail',
    'Message-ID: <report-1@elsewhere.test>',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${type};`,
    `\tboundary="${BOUNDARY}"`,
    '',
    `--${BOUNDARY}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'What follows is for programs.',
    `--${BOUNDARY}`,
    `Content-Type: ${part}`,
    '',
    ...groups.flatMap((fields) => [...group(fields), '']),
    `--${BOUNDARY}`,
    'Content-Type: message/rfc822',
    '',
    returned,
    '',
    `--${BOUNDARY}--`,
    '',
  ].join('\r\n')
}

const OURS = ['From: Onward <mail@onward.test>', 'Subject: New this week', '', 'Hello'].join('\r\n')

export const deliveryReport = (...recipients: Fields[]) =>
  report(
    'delivery-status',
    'message/delivery-status',
    [
      { 'Reporting-MTA': 'dns; mx.elsewhere.test', 'Arrival-Date': 'Mon, 2 Mar 2026 11:59:00 +0000' },
      ...recipients.map((fields) => ({ 'Final-Recipient': 'rfc822; reader@example.test', ...fields })),
    ],
    OURS,
  )

export const complaint = (fields: Fields = {}) =>
  report(
    'feedback-report',
    'message/feedback-report',
    [{ 'Feedback-Type': 'abuse', 'User-Agent': 'Elsewhere/1.0', Version: '1', ...fields }],
    OURS,
  )

/** Somebody's own mail whose attachment looks like a report. */
export const forwarded = (inner: string) =>
  [
    'From: Somebody <somebody@elsewhere.test>',
    'Subject: Fwd: Returned mail',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="=_mixed"',
    '',
    '--=_mixed',
    'Content-Type: message/rfc822',
    '',
    inner,
    '--=_mixed--',
    '',
  ].join('\r\n')
