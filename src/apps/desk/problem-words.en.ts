// What to say when something cannot be done that only the desk does, in English.

export const words = {
  'problem.views-full': 'At most {most} are kept. Let one go first.',
  'problem.unknown': 'It did not work. Try again in a while, or ask the administrator.',
  'problem.title': 'It did not work',
  'problem.no-door': 'The page was not ready. Open it again.',
  'problem.csrf': 'The page was open too long. Open it again.',
  'problem.page-unknown': 'There is no such page.',
  'problem.paper-refused': 'The code on this paper cannot be used. Scan it again.',
  'problem.password-long': 'The password is too long; 128 characters at most.',
  'problem.password-plain': 'That password is easy to guess. Take a sentence.',
  'problem.password-short': 'The password needs at least 12 characters.',
  'problem.sign-in-failed': 'Number, password or code is wrong. After several tries it locks for a while.',
  'problem.sign-in-needed': 'Please sign in first.',
  'problem.totp-needed': 'Please add the one-time code.',
  'problem.totp-wrong': 'Wrong one-time code. Copy it from the authenticator again.',
} as const;
