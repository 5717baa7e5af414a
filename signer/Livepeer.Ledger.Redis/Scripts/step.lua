-- One batch of orders: either everything it read is still so and everything it writes is written, or nothing is.
-- Amounts and rows are opaque texts here. A row begins with the stamp of the commit that wrote it and '|'; a stamp never comes twice.
--
-- KEYS  1 head  2 writer  3 epoch  4 usage events  5 days  6 balances  7 whose turn it is  8 whose turn is next  9.. rows, plain strings first
-- ARGV  1 lowest and 2 highest number that the writer's last commit may have  3 this commit's number, empty: only look
--       4 generation  5 halt as the batch saw it  6 ledger time and 7 its tolerance, microseconds (0: the caller brings the clock)
--       8 milliseconds that writer and epoch are remembered  9 this commit's stamp with '|'  10 number of plain strings
--       11 '1' to change the halt  12 the halt from now on  13 '1' to tidy up  14 who writes  15 '1' to take the turn
--       per row: kind s, f (field of a hash) or h (hash of its own)  field  stamp it must begin with, empty: it must not be there
--                milliseconds to live, 0: for ever  new text, empty: unchanged  number n of parts, then n times: part, text or empty to remove
--       then pairs: time, text of each usage event
-- Turns are a courtesy under contention: who has it is not disturbed for some milliseconds. Nothing rests on them.
-- Gives status, microseconds of this server, generation, halt, clock, last usage number, who wrote last; of a conflict also: index and content of each row that differs.
local first = 9
local me = ARGV[14]
local head = redis.call('HMGET', KEYS[1], 'generation', 'halt', 'clock', 'usage', 'by')
local t = redis.call('TIME')
local server = t[1] * 1000000 + t[2]
local clock = tonumber(head[3] or '0')

local function answer(status)
  return { status, string.format('%.0f', server), head[1] or '', head[2] or '', head[3] or '0', head[4] or '0', head[5] or '' }
end

local number = tonumber(redis.call('GET', KEYS[2]) or '-1')
if not head[1] or number < tonumber(ARGV[1]) then
  return answer('lost')
end
if number > tonumber(ARGV[2]) then
  return answer('stale')
end
if head[1] ~= ARGV[4] then
  return answer('changed')
end

local turn = false
if ARGV[3] ~= '' or ARGV[15] == '1' then
  turn = redis.call('GET', KEYS[7])
  local following = redis.call('GET', KEYS[8])
  if turn and turn ~= me then
    if not following then
      redis.call('SET', KEYS[8], me, 'PX', 20)
    end
    return answer('wait')
  end
  if ARGV[15] == '1' and not turn then
    if following and following ~= me then
      return answer('wait')
    end
    redis.call('SET', KEYS[7], me, 'PX', 50)
    redis.call('DEL', KEYS[8])
  end
end

local now, tolerance = tonumber(ARGV[6]), tonumber(ARGV[7])
local differs = head[2] ~= ARGV[5]
if tolerance > 0 and (now + tolerance < math.max(clock, server) or now - tolerance > math.max(clock, server)) then
  differs = true
end

local rows, strings = #KEYS - first + 1, tonumber(ARGV[10])
local texts = {}
for from = 1, strings, 500 do
  local to = math.min(from + 499, strings)
  local got = redis.call('MGET', unpack(KEYS, first + from - 1, first + to - 1))
  for i = 1, to - from + 1 do
    texts[from + i - 1] = got[i]
  end
end

local at = 16
local starts, wrong = {}, {}
for i = 1, rows do
  starts[i] = at
  local kind, stamp, text = ARGV[at], ARGV[at + 2], texts[i]
  if kind ~= 's' then
    text = redis.call('HGET', KEYS[first + i - 1], ARGV[at + 1])
  end
  if stamp == '' then
    if text then
      wrong[#wrong + 1] = i
    end
  elseif not text or string.sub(text, 1, #stamp) ~= stamp then
    wrong[#wrong + 1] = i
  end
  texts[i] = text
  at = at + 6 + 2 * tonumber(ARGV[at + 5])
end

if differs or #wrong > 0 then
  local found = answer('conflict')
  for _, i in ipairs(wrong) do
    found[#found + 1] = i - 1
    if ARGV[starts[i]] == 'h' then
      found[#found + 1] = redis.call('HGETALL', KEYS[first + i - 1])
    else
      found[#found + 1] = texts[i] or ''
    end
  end
  return found
end

if ARGV[3] == '' then
  if ARGV[15] ~= '1' and redis.call('GET', KEYS[7]) == me then
    redis.call('DEL', KEYS[7])
  end
  return answer('done')
end

-- Before any other write: the stream refuses a number that is not above its last one, and a script that fails keeps what it wrote.
local last = tonumber(head[4] or '0')
local change = { 'by', me, 'clock', string.format('%.0f', math.max(clock, now)) }
for event = at, #ARGV, 2 do
  last = last + 1
  redis.call('XADD', KEYS[4], string.format('%.0f-0', last), 'at', ARGV[event], 'event', ARGV[event + 1])
end
if at <= #ARGV then
  head[4] = string.format('%.0f', last)
  change[#change + 1] = 'usage'
  change[#change + 1] = head[4]
end

local stamp = ARGV[9]
for i = 1, rows do
  local p, key = starts[i], KEYS[first + i - 1]
  local kind, life, text = ARGV[p], ARGV[p + 3], ARGV[p + 4]
  if text ~= '' then
    if kind == 's' then
      if life == '0' then
        redis.call('SET', key, stamp .. text)
      else
        redis.call('SET', key, stamp .. text, 'PX', life)
      end
    else
      redis.call('HSET', key, ARGV[p + 1], stamp .. text)
      for part = p + 6, p + 5 + 2 * tonumber(ARGV[p + 5]), 2 do
        if ARGV[part + 1] == '' then
          redis.call('HDEL', key, ARGV[part])
        else
          redis.call('HSET', key, ARGV[part], ARGV[part + 1])
        end
      end
      if kind == 'f' then
        local day = string.match(key, '%d+$')
        redis.call('ZADD', KEYS[5], day, day)
      else
        redis.call('PEXPIRE', key, life)
        redis.call('ZADD', KEYS[6], string.format('%.0f', now / 1000 + life), key)
      end
    end
  end
end

if ARGV[11] == '1' then
  change[#change + 1] = 'halt'
  change[#change + 1] = ARGV[12]
  change[#change + 1] = 'switched'
  change[#change + 1] = string.format('%.0f', math.max(clock, now))
end
if ARGV[13] == '1' then
  redis.call('ZREMRANGEBYSCORE', KEYS[6], '-inf', string.format('%.0f', now / 1000))
end
if turn then
  redis.call('DEL', KEYS[7])
end
redis.call('HSET', KEYS[1], unpack(change))
redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[8])
redis.call('PEXPIRE', KEYS[3], ARGV[8])
return answer('done')
