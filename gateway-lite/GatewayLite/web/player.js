'use strict';

(() => {
  const pollMillis = 2000;
  const byId = (id) => document.getElementById(id);
  const video = byId('video');
  // ?player=script plays through hls.js also where the browser could play HLS by itself.
  const scriptOnly = new URLSearchParams(location.search).get('player') === 'script';
  const scriptWorks = () => typeof Hls !== 'undefined' && Hls.isSupported();
  let playing = null;
  let player = null;

  const say = (text) => { byId('state').textContent = text; };

  function stop() {
    if (player) {
      player.destroy();
      player = null;
    }
    video.removeAttribute('src');
  }

  function play(stream) {
    stop();
    playing = stream.publishId;
    location.hash = stream.name;
    say('Starting …');
    if (scriptWorks()) {
      player = new Hls({ liveSyncDurationCount: 2 });
      player.on(Hls.Events.ERROR, (_, fault) => {
        if (!fault.fatal) {
          return;
        }
        if (fault.type === Hls.ErrorTypes.MEDIA_ERROR) {
          player.recoverMediaError();
        } else {
          say(`Cannot play: ${fault.details}. Choose the stream again to retry.`);
        }
      });
      player.on(Hls.Events.LEVEL_SWITCHED, facts);
      player.loadSource(stream.playlist);
      player.attachMedia(video);
    } else if (!scriptOnly && video.canPlayType('application/vnd.apple.mpegurl')) {
      video.src = stream.playlist;
    } else {
      say('This browser cannot play HLS by itself, and hls.js was not built into this gateway.');
      return;
    }
    video.play().catch(() => say('Press play to start.'));
  }

  function facts() {
    const rows = [];
    if (player && player.levels[player.currentLevel]) {
      const level = player.levels[player.currentLevel];
      rows.push(['Rendition', `${level.width}×${level.height}, ${Math.round(level.bitrate / 1000)} kbit/s, ${player.levels.length} in all`]);
    } else if (video.videoWidth) {
      rows.push(['Picture', `${video.videoWidth}×${video.videoHeight}`]);
    }
    rows.push(['Position', `${video.currentTime.toFixed(1)} s`]);
    if (player && Number.isFinite(player.latency) && player.latency > 0) {
      rows.push(['Behind live', `${player.latency.toFixed(1)} s`]);
    }
    byId('facts').replaceChildren(...rows.flatMap(([name, value]) => {
      const dt = document.createElement('dt');
      const dd = document.createElement('dd');
      dt.textContent = name;
      dd.textContent = value;
      return [dt, dd];
    }));
  }

  function list(streams) {
    const items = streams.map((stream) => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      const detail = document.createElement('small');
      button.textContent = stream.name;
      detail.textContent = [stream.live ? 'live' : 'ended', ...stream.renditions].join(' · ');
      button.append(detail);
      button.setAttribute('aria-current', String(stream.publishId === playing));
      button.addEventListener('click', () => {
        play(stream);
        list(streams);
      });
      item.append(button);
      return item;
    });
    byId('streams').replaceChildren(...items);
    byId('empty').hidden = streams.length > 0;
    byId('summary').textContent = streams.length === 1 ? '1 stream' : `${streams.length} streams`;
  }

  async function poll() {
    try {
      const answer = await fetch('/streams', { cache: 'no-store' });
      const { streams, ingest } = await answer.json();
      byId('ingest').textContent = ingest;
      const wanted = decodeURIComponent(location.hash.slice(1));
      const chosen = streams.find((stream) => stream.name === wanted) || streams[0];
      if (playing === null && chosen) {
        play(chosen);
      } else if (playing !== null && !streams.some((stream) => stream.publishId === playing)) {
        // The publisher came back under the same name: go on with the new publication.
        const successor = streams.find((stream) => stream.name === wanted && stream.live);
        if (successor) {
          play(successor);
        }
      }
      list(streams);
    } catch {
      byId('summary').textContent = 'The gateway does not answer; trying again …';
    }
    setTimeout(poll, pollMillis);
  }

  video.addEventListener('playing', () => say(''));
  video.addEventListener('waiting', () => say('Waiting for the next segment …'));
  video.addEventListener('ended', () => say('The stream has ended.'));
  video.addEventListener('timeupdate', facts);
  poll();
})();
