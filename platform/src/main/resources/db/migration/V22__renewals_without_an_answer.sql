-- When the renewal began that got no answer, of the token before the one that was sent last: the
-- provider may act on it as late as it likes, and end what it has given since.
alter table renewals add column unanswered_at timestamptz;
