import fc from 'fast-check'

/** Zones with clock changes of every sort: by half an hour, a day left out, suspended for a month, none at an odd offset. */
export const zones = [
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Africa/Casablanca',
]
export const anyZone = fc.constantFrom(...zones)
