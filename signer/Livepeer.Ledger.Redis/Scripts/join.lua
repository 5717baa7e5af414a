-- A writer begins here, and comes back here when it sees that the store has lost something.
--
-- KEYS  1 head  2 writer
-- ARGV  1 format  2 id and 3 seal key of a new store  4 generation that ends here, empty: none  5 the generation that begins then
--       6 clock, microseconds  7 halt that must hold, empty: none  8 the writer's number  9 milliseconds that it is remembered
-- Gives format, id, seal, generation, halt, clock, microseconds of this server.
local t = redis.call('TIME')
local server = t[1] * 1000000 + t[2]
if redis.call('EXISTS', KEYS[1]) == 0 then
  local clock = math.max(tonumber(ARGV[6]), 0)
  redis.call('HSET', KEYS[1], 'format', ARGV[1], 'id', ARGV[2], 'seal', ARGV[3], 'generation', ARGV[5], 'halt', ARGV[7],
    'clock', string.format('%.0f', clock), 'usage', '0', 'delivered', '0')
else
  if redis.call('HGET', KEYS[1], 'format') ~= ARGV[1] then
    return redis.call('HMGET', KEYS[1], 'format', 'id', 'seal', 'generation', 'halt', 'clock')
  end
  if ARGV[4] ~= '' and redis.call('HGET', KEYS[1], 'generation') == ARGV[4] then
    redis.call('HSET', KEYS[1], 'generation', ARGV[5])
  end
  if ARGV[7] ~= '' and redis.call('HGET', KEYS[1], 'halt') == '' then
    redis.call('HSET', KEYS[1], 'halt', ARGV[7])
  end
end
redis.call('SET', KEYS[2], ARGV[8], 'PX', ARGV[9])
local found = redis.call('HMGET', KEYS[1], 'format', 'id', 'seal', 'generation', 'halt', 'clock')
found[7] = string.format('%.0f', server)
return found
