-- KEYS  1 head        ARGV  1 number up to which usage events were delivered. Never goes back, and never makes a head.
local delivered = redis.call('HGET', KEYS[1], 'delivered')
if not delivered then
  return redis.error_reply('LOST the ledger is not there any more')
end
if tonumber(ARGV[1]) > tonumber(delivered) then
  redis.call('HSET', KEYS[1], 'delivered', ARGV[1])
end
return 1
