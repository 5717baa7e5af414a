-- A writer begins here, and comes back here when it sees that the store has lost something. One that was sent long ago may come late: it takes nothing back.
--
-- KEYS  1 head  2 writer  3 usage events
-- ARGV  1 format  2 id and 3 seal key of a new store  4 generation that ends here, empty: none  5 the generation that begins then
--       6 clock, microseconds  7 halt as the writer knows it, empty: none, and 8 since when, microseconds  9 the writer's number
--       10 milliseconds that it is remembered
-- Gives format, id, seal, generation, halt, clock, microseconds of this server.
local t = redis.call('TIME')
local server = t[1] * 1000000 + t[2]
if redis.call('EXISTS', KEYS[1]) == 0 then
  local clock, usage = math.max(tonumber(ARGV[6]), 0), '0'
  if redis.call('EXISTS', KEYS[3]) == 1 then
    -- The head was lost alone. Events go on behind the last one that ever was: the stream takes no smaller number.
    local stream = redis.call('XINFO', 'STREAM', KEYS[3])
    for i = 1, #stream, 2 do
      if stream[i] == 'last-generated-id' then
        usage = string.match(stream[i + 1], '^%d+')
      end
    end
  end
  redis.call('HSET', KEYS[1], 'format', ARGV[1], 'id', ARGV[2], 'seal', ARGV[3], 'generation', ARGV[5], 'halt', ARGV[7], 'switched', ARGV[8],
    'clock', string.format('%.0f', clock), 'usage', usage, 'delivered', '0')
else
  if redis.call('HGET', KEYS[1], 'format') ~= ARGV[1] then
    return redis.call('HMGET', KEYS[1], 'format', 'id', 'seal', 'generation', 'halt', 'clock')
  end
  if ARGV[4] ~= '' and redis.call('HGET', KEYS[1], 'generation') == ARGV[4] then
    redis.call('HSET', KEYS[1], 'generation', ARGV[5])
  end
  -- A halt that the store has lost, and not one that somebody has ended since.
  local switched = redis.call('HGET', KEYS[1], 'switched')
  if ARGV[7] ~= '' and redis.call('HGET', KEYS[1], 'halt') == '' and tonumber(ARGV[8]) > tonumber(switched or '0') then
    redis.call('HSET', KEYS[1], 'halt', ARGV[7], 'switched', ARGV[8])
  end
end
if tonumber(redis.call('GET', KEYS[2]) or '-1') < tonumber(ARGV[9]) then
  redis.call('SET', KEYS[2], ARGV[9], 'PX', ARGV[10])
end
local found = redis.call('HMGET', KEYS[1], 'format', 'id', 'seal', 'generation', 'halt', 'clock')
found[7] = string.format('%.0f', server)
return found
