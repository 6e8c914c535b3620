// A room for an administrator.
import type { JSX } from 'preact';
import { t } from '#look/words.ts';

export const Access = (): JSX.Element => <h1>{t('desk.access.title')}</h1>;
