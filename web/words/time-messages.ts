/** ICU messages of every page: how long, and how long ago. */
export const timeMessages = {
  'duration.seconds': '{count, plural, one {# second} other {# seconds}}',
  'duration.minutes': '{count, plural, one {# minute} other {# minutes}}',
  'duration.hours': '{count, plural, one {# hour} other {# hours}}',
  'duration.days': '{count, plural, one {# day} other {# days}}',
  'age.seconds': '{count, plural, one {# second ago} other {# seconds ago}}',
  'age.minutes': '{count, plural, one {# minute ago} other {# minutes ago}}',
  'age.hours': '{count, plural, one {# hour ago} other {# hours ago}}',
  'age.days': '{count, plural, one {# day ago} other {# days ago}}',
} as const
