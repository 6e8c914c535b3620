// A room for an administrator.
import type { JSX } from 'preact';
import { t } from '#look/words.ts';

export const Audit = (): JSX.Element => <h1>{t('desk.audit.title')}</h1>;
