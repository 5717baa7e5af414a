using System.Collections.Concurrent;
using System.Globalization;
using Prometheus;

namespace RemoteSigner.Metrics;

/// <summary>Answers of the HTTP API by route and status. A webhook chooses among hundreds of statuses, so that only known ones are counted by themselves.</summary>
internal sealed class HttpApiMetrics(SignerMetrics signer)
{
    private static readonly int[] Known = [200, 400, 401, 403, 408, 413, 429, 480, 481, 482, 483, 500, 502, 503];

    private readonly Counter _answers = signer.Factory.CreateCounter(
        "remote_signer_http_answers_total", "Answers of the HTTP API. status: the number, or other.", "route", "status");

    public Route Of(string path) => new(_answers, path.TrimStart('/'));

    /// <summary>One route.</summary>
    internal sealed class Route
    {
        private readonly Counter _answers;
        private readonly string _name;

        // Thread-safe by type; as many entries as there are known statuses, and one more.
        private readonly ConcurrentDictionary<int, Counter.Child> _byStatus = new();

        public Route(Counter answers, string name)
        {
            _answers = answers;
            _name = name;
            Of(Known[0]);
        }

        public void Answered(int status) => Of(Known.Contains(status) ? status : 0).Inc();

        private Counter.Child Of(int status) => _byStatus.GetOrAdd(
            status, static (known, route) => route._answers.WithLabels(route._name, known == 0 ? "other" : known.ToString(CultureInfo.InvariantCulture)), this);
    }
}
