const query = (text: string) => (text ? `?${text}` : '')
const slugged = (id: string, title: string) => {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
  return slug ? `${id}-${slug}` : id
}

/** The id in a path segment such as `opp_01abc-research-fellow`. */
export const idOf = (segment: string) => segment.split('-', 1)[0] ?? ''

export const paths = {
  board: (search = '') => `/${query(search)}`,
  opportunity: (id: string, title: string) => `/opportunities/${slugged(id, title)}`,
  /** Fills the form from a link or text. */
  postingPrefill: () => '/opportunities/new/prefill',
  drafts: () => '/opportunities/drafts',
  draftRemoval: (id: string) => `/opportunities/drafts/${id}/removal`,
  posted: (id: string) => `/opportunities/${id}/posted`,
  opportunityCopies: (id: string) => `/opportunities/${id}/copies`,
  postingConfirmation: (token: string) => `/opportunities/confirmation/${token}`,
  editOpportunity: (id: string) => `/opportunities/${id}/edit`,
  newOpportunity: (search = '') => `/opportunities/new${query(search)}`,
  report: (id: string) => `/opportunities/${id}/reports`,
  views: (id: string) => `/opportunities/${id}/views`,
  /** Counts the press and leads to where one applies. */
  application: (id: string) => `/opportunities/${id}/application`,
  /** "I'm interested", where there is no such place. */
  interest: (id: string) => `/opportunities/${id}/interest`,
  /** Leads those who may to where they manage it. */
  manage: (id: string) => `/opportunities/${id}/manage`,
  closure: (id: string) => `/opportunities/${id}/closure`,
  reopening: (id: string) => `/opportunities/${id}/reopening`,
  interestMessage: (id: string) => `/interests/${id}`,
  ownInterests: () => '/me/interests',
  ownOpportunities: (search = '') => `/me/opportunities${query(search)}`,
  officeClosures: (id: string) => `/organizations/${id}/office/opportunities/closures`,
  stillOpen: (token: string) => `/still-open/${token}`,
  organizations: (search = '') => `/organizations${query(search)}`,
  organization: (id: string, name: string) => `/organizations/${slugged(id, name)}`,
  newOrganization: () => '/organizations/new',
  /** Where its members work: details, members, opportunities. */
  organizationOffice: (id: string) => `/organizations/${id}/office`,
  officeOpportunities: (id: string) => `/organizations/${id}/office/opportunities`,
  membership: (id: string) => `/organizations/${id}/membership`,
  memberRole: (id: string, personId: string) => `/organizations/${id}/members/${personId}/role`,
  memberRemoval: (id: string, personId: string) => `/organizations/${id}/members/${personId}/removal`,
  invitations: (id: string) => `/organizations/${id}/invitations`,
  invitationWithdrawal: (id: string, invitationId: string) =>
    `/organizations/${id}/invitations/${invitationId}/withdrawal`,
  invitation: (id: string) => `/invitations/${id}`,
  organizationModeration: (id: string) => `/organizations/${id}/moderation`,
  organizationRenaming: (id: string) => `/organizations/${id}/renaming`,
  organizationName: (id: string) => `/organizations/${id}/name`,
  organizationMerge: (id: string, search = '') => `/organizations/${id}/merge${query(search)}`,
  match: (search = '') => `/match${query(search)}`,
  subscribe: (search = '') => `/subscribe${query(search)}`,
  /** Also with an answer chosen, for links in mail: `pause=4w` or `less=fortnightly`. */
  subscription: (token: string, search = '') => `/subscriptions/${token}${query(search)}`,
  /** What was mailed so far. */
  subscriptionMails: (token: string) => `/subscriptions/${token}/mails`,
  subscriptionPause: (token: string) => `/subscriptions/${token}/pause`,
  subscriptionPauseEnd: (token: string) => `/subscriptions/${token}/pause/end`,
  /** POST `cadence`: less often. */
  subscriptionCadence: (token: string) => `/subscriptions/${token}/cadence`,
  /** What the next mail would hold. */
  subscriptionPreview: (token: string) => `/subscriptions/${token}/preview`,
  subscriptionPreviewHtml: (token: string) => `/subscriptions/${token}/preview.html`,
  /** The mails that came; one of them by its period, such as `week-2026-03-02`. */
  subscriptionMail: (token: string, period: string) => `/subscriptions/${token}/mails/${period}`,
  subscriptionMailHtml: (token: string, period: string) => `/subscriptions/${token}/mails/${period}/html`,
  confirmation: (token: string) => `/subscriptions/${token}/confirmation`,
  unsubscribe: (token: string) => `/unsubscribe/${token}`,
  signIn: (next = '') => `/sign-in${query(next && new URLSearchParams({ next }).toString())}`,
  signInLink: (token: string) => `/sign-in/${token}`,
  signInCode: () => '/sign-in/code',
  signOut: () => '/sign-out',
  me: () => '/me',
  name: () => '/me/name',
  ownAddress: () => '/me/address',
  addressLink: (token: string) => `/me/address/${token}`,
  /** All mail somebody gets, and more to choose from. */
  ownSubscriptions: (search = '') => `/me/subscriptions${query(search)}`,
  sessionsEnd: () => '/me/sessions/end',
  sessionEnd: (id: string) => `/me/sessions/${id}/end`,
  keys: (search = '') => `/me/keys${query(search)}`,
  keyRevocation: (id: string) => `/me/keys/${id}/revocation`,
  passkeys: (next = '') => `/me/passkeys${query(next && new URLSearchParams({ next }).toString())}`,
  passkeyRemoval: (id: string) => `/me/passkeys/${encodeURIComponent(id)}/removal`,
  passkeyRegistration: () => '/me/passkeys/registration',
  passkeyAuthentication: () => '/me/passkeys/authentication',
  /** What somebody states of themselves. */
  profile: (search = '') => `/me/profile${query(search)}`,
  /** Where its owner made it public. */
  person: (id: string) => `/people/${id}`,
  personalData: () => '/me/data',
  consents: () => '/me/data/consents',
  dataExport: (format: 'json' | 'csv') => `/me/data/export.${format}`,
  erasure: () => '/me/data/erasure',
  /** Where one arrives erased, a visitor like any other. */
  erased: () => '/erased',
  ownMatches: (search = '') => `/me/matches${query(search)}`,
  /** How a score comes about. */
  matchingExplained: () => '/docs/matching',
  /** POST `opportunity`, `reason`, `note`, `back`: "not for me". GET lists them. */
  dismissals: (search = '') => `/me/matches/dismissals${query(search)}`,
  dismissalRemoval: (opportunityId: string) => `/me/matches/dismissals/${opportunityId}/removal`,
  /** POST `opportunity`, `state` (`saved`, `applied` ...), `back`: onto the tracker, or on to a later state. */
  applications: (search = '') => `/me/applications${query(search)}`,
  /** A page with one button: `opportunity`, and `state` where one is meant. */
  newApplication: (search = '') => `/me/applications/new${query(search)}`,
  ownApplication: (id: string) => `/me/applications/${id}`,
  applicationRemoval: (id: string) => `/me/applications/${id}/removal`,
  applicationStep: (id: string, number: number) => `/me/applications/${id}/steps/${number}`,
  applicationStepRemoval: (id: string, number: number) => `/me/applications/${id}/steps/${number}/removal`,
  trackerSettings: () => '/me/applications/settings',
  calendarLink: () => '/me/applications/calendar',
  calendarLinkEnd: () => '/me/applications/calendar/end',
  /** Somebody's own deadlines, for their calendar program: it has no session. */
  ownDeadlines: (token: string) => `/deadlines/${token}.ics`,
  landing: (id: string) => `/me/landings/${id}`,
  landingRemoval: (id: string) => `/me/landings/${id}/removal`,
  /** Who would fit an opportunity, without names; asking for an introduction. */
  talent: (id: string) => `/opportunities/${id}/talent`,
  /** One of them, by what its card is called: to write to them. */
  talentCard: (id: string, handle: string) => `/opportunities/${id}/talent/${handle}`,
  introduction: (id: string) => `/introductions/${id}`,
  ownIntroductions: () => '/me/introductions',
  /** A moderator or group member says: this may be for you. */
  suggestions: (id: string) => `/opportunities/${id}/suggestions`,
  suggestionDismissal: (id: string) => `/me/suggestions/${id}/dismissal`,
  /** Makes a link of one's own to pass on. */
  referrals: (id: string) => `/opportunities/${id}/referrals`,
  passedOn: (id: string, token: string) => `/opportunities/${id}/passed-on/${token}`,
  /** Saves what was passed on; `via` is the link it came by. */
  passedOnApplication: (opportunity: string, via: string) =>
    `/me/applications/new${query(new URLSearchParams({ opportunity, via }).toString())}`,
  checkIn: (token: string) => `/check-in/${token}`,
  programs: (search = '') => `/programs${query(search)}`,
  program: (id: string, name: string) => `/programs/${slugged(id, name)}`,
  /** A field-builder's workspace. */
  group: (id: string) => `/groups/${id}`,
  newGroup: () => '/groups/new',
  groupInvitations: (id: string) => `/groups/${id}/invitations`,
  groupInvitationWithdrawal: (id: string, invitationId: string) =>
    `/groups/${id}/invitations/${invitationId}/withdrawal`,
  /** For who was invited. */
  groupInvitation: (id: string) => `/groups/invitations/${id}`,
  groupMemberRole: (id: string, personId: string) => `/groups/${id}/members/${personId}/role`,
  groupMemberRemoval: (id: string, personId: string) => `/groups/${id}/members/${personId}/removal`,
  groupPeople: (id: string, search = '') => `/groups/${id}/people${query(search)}`,
  /** The same by stage. */
  groupBoard: (id: string, search = '') => `/groups/${id}/people/board${query(search)}`,
  newParticipant: (id: string) => `/groups/${id}/people/new`,
  /** Moves one or many to a stage or an engagement; an act is undone at its own place. */
  participantMoves: (id: string) => `/groups/${id}/people/moves`,
  participantMoveUndo: (id: string, act: string) => `/groups/${id}/people/moves/${act}/undo`,
  duplicates: (id: string) => `/groups/${id}/people/duplicates`,
  participantMerge: (id: string) => `/groups/${id}/people/merges`,
  participantImports: (id: string) => `/groups/${id}/people/imports`,
  participantImport: (id: string, importId: string, search = '') =>
    `/groups/${id}/people/imports/${importId}${query(search)}`,
  importMapping: (id: string, importId: string) => `/groups/${id}/people/imports/${importId}/mapping`,
  importRun: (id: string, importId: string) => `/groups/${id}/people/imports/${importId}/run`,
  importUndo: (id: string, importId: string) => `/groups/${id}/people/imports/${importId}/undo`,
  importRemoval: (id: string, importId: string) => `/groups/${id}/people/imports/${importId}/removal`,
  importProblems: (id: string, importId: string) => `/groups/${id}/people/imports/${importId}/problems.csv`,
  participant: (id: string, participantId: string, search = '') =>
    `/groups/${id}/people/${participantId}${query(search)}`,
  participantRemoval: (id: string, participantId: string) => `/groups/${id}/people/${participantId}/removal`,
  participantTelling: (id: string, participantId: string) => `/groups/${id}/people/${participantId}/telling`,
  participations: (id: string, participantId: string) => `/groups/${id}/people/${participantId}/participations`,
  participation: (id: string, participantId: string, participationId: string) =>
    `/groups/${id}/people/${participantId}/participations/${participationId}`,
  participationRemoval: (id: string, participantId: string, participationId: string) =>
    `/groups/${id}/people/${participantId}/participations/${participationId}/removal`,
  historyRemoval: (id: string, participantId: string, entryId: string) =>
    `/groups/${id}/people/${participantId}/history/${entryId}/removal`,
  groupPrograms: (id: string) => `/groups/${id}/programs`,
  newProgram: (id: string) => `/groups/${id}/programs/new`,
  programComparison: (id: string) => `/groups/${id}/programs/comparison`,
  groupProgram: (id: string, programId: string) => `/groups/${id}/programs/${programId}`,
  programPublication: (id: string, programId: string) => `/groups/${id}/programs/${programId}/publication`,
  programPublicationEnd: (id: string, programId: string) => `/groups/${id}/programs/${programId}/publication/end`,
  programRemoval: (id: string, programId: string) => `/groups/${id}/programs/${programId}/removal`,
  programCopies: (id: string, programId: string) => `/groups/${id}/programs/${programId}/copies`,
  /** Begins an opportunity with what the program says. */
  programDrafts: (id: string, programId: string) => `/groups/${id}/programs/${programId}/drafts`,
  /** Which opportunity stands for it on the board. */
  programOpportunity: (id: string, programId: string) => `/groups/${id}/programs/${programId}/opportunity`,
  newCohort: (id: string, programId: string) => `/groups/${id}/programs/${programId}/cohorts/new`,
  cohort: (id: string, programId: string, cohortId: string) =>
    `/groups/${id}/programs/${programId}/cohorts/${cohortId}`,
  cohortRemoval: (id: string, programId: string, cohortId: string) =>
    `/groups/${id}/programs/${programId}/cohorts/${cohortId}/removal`,
  groupLandings: (id: string, search = '') => `/groups/${id}/landings${query(search)}`,
  newGroupLanding: (id: string, search = '') => `/groups/${id}/landings/new${query(search)}`,
  groupLanding: (id: string, landing: string) => `/groups/${id}/landings/${landing}`,
  groupLandingRemoval: (id: string, landing: string) => `/groups/${id}/landings/${landing}/removal`,
  groupLandingVerification: (id: string, landing: string) => `/groups/${id}/landings/${landing}/verification`,
  /** POST `participant` (several), `outcome`, `on`: what became of them, said of many at once. */
  groupOutcomes: (id: string) => `/groups/${id}/outcomes`,
  /** Who was asked where they are, 6, 12 and 24 months after; POST to one program's switches it. */
  groupCheckIns: (id: string) => `/groups/${id}/check-ins`,
  programCheckIns: (id: string, programId: string) => `/groups/${id}/check-ins/${programId}`,
  /** A check-in, for the owner of the mailbox it was sent to. */
  outcome: (token: string) => `/outcomes/${token}`,
  outcomeObjection: (token: string) => `/outcomes/${token}/objection`,
  groupSurveys: (id: string) => `/groups/${id}/surveys`,
  groupImpact: (id: string, search = '') => `/groups/${id}/impact${query(search)}`,
  groupReport: (id: string, format: 'csv' | 'json') => `/groups/${id}/impact/report.${format}`,
  groupEstimates: (id: string, search = '') => `/groups/${id}/impact/estimates${query(search)}`,
  newEstimate: (id: string, search = '') => `/groups/${id}/impact/estimates/new${query(search)}`,
  estimateWithdrawal: (id: string, estimate: string) => `/groups/${id}/impact/estimates/${estimate}/withdrawal`,
  /** Figures as printed elsewhere, line by line. */
  reportedRows: (id: string, search = '') => `/groups/${id}/impact/figures${query(search)}`,
  reportedRow: (id: string, figure: string) => `/groups/${id}/impact/figures/${figure}`,
  reportedRowRemoval: (id: string, figure: string) => `/groups/${id}/impact/figures/${figure}/removal`,
  impactNotes: (id: string) => `/groups/${id}/impact/notes`,
  reportLinks: (id: string, search = '') => `/groups/${id}/impact/links${query(search)}`,
  reportLinkRevocation: (id: string, link: string) => `/groups/${id}/impact/links/${link}/revocation`,
  groupSettings: (id: string) => `/groups/${id}/settings`,
  /** What a group recorded about somebody, for them to claim, object to or erase. */
  record: (token: string) => `/records/${token}`,
  newGroupSurvey: (id: string, search = '') => `/groups/${id}/surveys/new${query(search)}`,
  groupSurvey: (id: string, surveyId: string) => `/groups/${id}/surveys/${surveyId}`,
  groupSurveyAnswers: (id: string, surveyId: string, format: 'csv' | 'json') =>
    `/groups/${id}/surveys/${surveyId}/answers.${format}`,
  groupSurveyClosing: (id: string, surveyId: string) => `/groups/${id}/surveys/${surveyId}/closing`,
  groupSurveyRemoval: (id: string, surveyId: string) => `/groups/${id}/surveys/${surveyId}/removal`,
  /** POST: a figure printed elsewhere. */
  reportedFigures: (id: string) => `/groups/${id}/surveys/reported`,
  reportedFigureRemoval: (id: string, figureId: string) => `/groups/${id}/surveys/reported/${figureId}/removal`,
  /** The groups that hold a record of who is signed in. */
  ownRecords: () => '/me/records',
  /** A survey, for the person it was sent to. */
  survey: (token: string) => `/surveys/${token}`,
  surveyObjection: (token: string) => `/surveys/${token}/objection`,
  /** A group's impact report, for funders. */
  sharedReport: (token: string) => `/reports/${token}`,
  apiOpportunity: (id: string) => `/api/v1/opportunities/${id}`,
  openapi: () => '/api/v1/openapi.json',
  apiDocs: () => '/docs/api',
  feed: (format: 'xml' | 'atom' | 'json', search = '') => `/feed.${format}${query(search)}`,
  deadlines: (search = '') => `/deadlines.ics${query(search)}`,
  deadline: (id: string) => `/opportunities/${id}/deadline.ics`,
  csv: (search = '') => `/opportunities.csv${query(search)}`,
  embed: (search = '') => `/embed${query(search)}`,
  oembed: (url: string) => `/oembed?${new URLSearchParams({ url, format: 'json' })}`,
  sitemap: () => '/sitemap.xml',
  sitemapPart: (part: number) => `/sitemap-${part}.xml`,
  manifest: () => '/manifest.webmanifest',
  moderation: (search = '') => `/moderation${query(search)}`,
  moderationLookup: () => '/moderation/lookup',
  revision: (id: string, search = '') => `/moderation/${id}${query(search)}`,
  decision: (id: string) => `/moderation/${id}/decision`,
  decisionUndo: (id: string) => `/moderation/${id}/decision/undo`,
  moderationReports: (search = '') => `/moderation/reports${query(search)}`,
  /** Skills that people state and the vocabulary does not have. */
  moderationTerms: (search = '') => `/moderation/terms${query(search)}`,
  moderationOpportunity: (id: string, search = '') => `/moderation/opportunities/${id}${query(search)}`,
  retraction: (id: string) => `/moderation/opportunities/${id}/retraction`,
  reinstatement: (id: string) => `/moderation/opportunities/${id}/reinstatement`,
  moderationPerson: (id: string, search = '') => `/moderation/people/${id}${query(search)}`,
  suspension: (id: string) => `/moderation/people/${id}/suspension`,
  suspensionEnd: (id: string) => `/moderation/people/${id}/suspension/end`,
  moderationProgram: (id: string, search = '') => `/moderation/programs/${id}${query(search)}`,
  programSuspension: (id: string) => `/moderation/programs/${id}/suspension`,
  programSuspensionEnd: (id: string) => `/moderation/programs/${id}/suspension/end`,
  admin: () => '/admin',
  /** How digests are going, for operators. `before` is where a page of runs goes on. */
  mailRuns: (search = '') => `/admin/mail${query(search)}`,
  /** Of the next tick; of a day with `day`. */
  mailForecast: (search = '') => `/admin/mail/forecast${query(search)}`,
  /** POST `kind`, `run`: lets a paused run go on. */
  mailResumption: () => '/admin/mail/resumption',
  /** POST `subscription`, `period`: sends once more what failed. */
  mailResending: () => '/admin/mail/resending',
  /** POST `call`, `arrived`, `reason`: what became of uncertain mail. */
  mailSettlement: () => '/admin/mail/settlement',
  /** POST `email`, `reason`: lets mail go to an address again. */
  mailLifting: () => '/admin/mail/lifting',
  audit: (search = '') => `/admin/audit${query(search)}`,
  auditCheck: () => '/admin/audit/check',
  auditCsv: (search = '') => `/admin/audit.csv${query(search)}`,
  /** Where the mail provider reports bounces and complaints. */
  mailReports: () => '/webhooks/mail',
  devMailMessage: (id: string) => `/dev/mail/${id}`,
}
