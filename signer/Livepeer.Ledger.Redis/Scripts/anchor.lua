-- The end of an audit log. It never goes back, but for an anchor that its log was found not to have any more.
--
-- KEYS  1 anchors
-- ARGV  1 log  2 number, hash and Unix milliseconds, divided by spaces  3 number and hash that no longer hold, empty: none  4 logs that are kept at most
local function number(anchor)
  return tonumber(string.match(anchor, '^%d+'))
end
local known = redis.call('HGET', KEYS[1], ARGV[1])
if known and not string.match(known, '^%d+ 0x' .. string.rep('%x', 64) .. ' %d+$') then
  -- Somebody spoiled it.
  known = false
end
if known and number(ARGV[2]) <= number(known) and string.match(known, '^%d+ %S+') ~= ARGV[3] then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
if known then
  return 1
end
local all = redis.call('HGETALL', KEYS[1])
if #all / 2 > tonumber(ARGV[4]) then
  local oldest, least
  for i = 1, #all, 2 do
    local at = tonumber(string.match(all[i + 1], ' (%d+)$')) or 0
    if all[i] ~= ARGV[1] and (not least or at < least) then
      oldest, least = all[i], at
    end
  end
  redis.call('HDEL', KEYS[1], oldest)
end
return 1
