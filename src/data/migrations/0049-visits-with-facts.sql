-- What the homes of a township have in common is found among the few visits in which a fact was said, not among all of them.
create index visit_fact on visit (household, received_at) where parts @> '[{"kind": "fact"}]';
