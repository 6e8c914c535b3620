// A room for an administrator.
import type { JSX } from 'preact';
import { t } from '#look/words.ts';

export const Setup = (): JSX.Element => <h1>{t('desk.setup.title')}</h1>;
