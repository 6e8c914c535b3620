-- Messages go to another system too.
alter table message drop constraint message_channel_check;
alter table message add constraint message_channel_check check (channel in ('inbox', 'page', 'sms', 'webhook', 'open311'));
