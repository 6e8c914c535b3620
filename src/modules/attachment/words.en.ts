// Words of pictures and audio notes, in English.
import type { words as zh } from './words.zh.ts';

export const words: Record<keyof typeof zh, string> = {
  'problem.file-differs': 'It did not arrive whole and goes again by itself.',
  'problem.file-unknown': 'There is no such picture or recording, or it is not yours to see.',
  'problem.file-kind-differs': 'This is no picture or recording we can use. Take it again.',
  'problem.file-broken': 'This picture or recording is broken. Take it again.',
  'problem.file-too-large': 'The picture or recording is too large. Take it again.',
  'problem.picture-too-large': 'The picture is too large. Take another.',
  'problem.audio-empty': 'Nothing was heard. Say it again.',
  'problem.audio-too-long': 'The recording is longer than a minute. Say it in two.',
  'problem.file-reseal': 'The county has a new key. It goes again once the notebook is opened.',
  'problem.file-damaged-here':
    'This file is damaged on the server. Ask the system administrator to fetch it from the backup.',
  'problem.file-not-settled': 'It arrived and is not written down yet. It comes again by itself.',
  'problem.upload-offset': '{offset} bytes are here; it goes on from there.',
};
