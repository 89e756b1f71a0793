import type { Purpose } from '../../src/profiles/schema.ts'

type Words = { title: string; who: string; what: string }

/**
 * What a purpose means to whoever allows it. A change of meaning needs a new `WORDS_VERSION`: then everybody is asked
 * anew.
 */
export const consentWords: Record<Purpose, Words> = {
  groups: {
    title: 'My groups',
    who: 'People of the field-building groups you belong to.',
    what: 'They see your profile with your name, and can suggest opportunities to you. What you recorded with a group before stays its own record.',
  },
  organizations: {
    title: 'Matched organizations',
    who: 'Organizations with an opportunity that fits you.',
    what: 'They see the card below, without your name, and can ask for an introduction. Only if you accept one do they learn who you are. What you could not take, such as unpaid work where you need pay, does not show you.',
  },
  public_page: {
    title: 'Public page',
    who: 'Everybody, search engines too.',
    what: 'They see the page below.',
  },
  surveys: {
    title: 'Surveys',
    who: 'Programs you took part in.',
    what: 'We may ask you, in at most one mail a month, what became of you. Your answers are counted; what is shown to others are figures over at least five people.',
  },
  stories: {
    title: 'Stories',
    who: 'Everybody, once you have agreed to the very text.',
    what: 'We may ask whether your way can be told as a story. Nothing is shown before you have read it and said yes.',
  },
}
