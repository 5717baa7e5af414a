-- KEYS  1 lease        ARGV  1 who wants it  2 milliseconds. 1 when the lease is the caller's, from now on for that long.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
