using System.Globalization;
using System.Text;

namespace Livepeer.Ledger.Tests.Lives;

/// <summary>
/// Two signers, their clients, one store and everything that can go wrong between them. A step changes a copy. Epochs, generations and plans are
/// numbered as they come: that random epochs meet by chance is not part of the model.
/// </summary>
internal sealed class World
{
    public const int Keys = 3;
    private const int MaxLives = 4;

    private readonly Protocol _protocol;
    private readonly Signer[] _signers;
    private readonly Dictionary<(int Epoch, int Counter), int> _signed;
    private readonly HashSet<int>[] _plansOfKey;
    private readonly List<Store> _past;
    private Store _store;
    private int _epochs;
    private int _generations = 1;
    private int _plans;
    private int _lives;
    private int _losses;
    private int _crashes;
    private int _unknowns;
    private int _keysRead;

    public World(Protocol protocol)
    {
        _protocol = protocol;
        _store = new Store(1, 0, 0, new Plan?[Keys], new int?[MaxLives]);
        _signed = [];
        _plansOfKey = [.. Enumerable.Range(0, Keys).Select(_ => new HashSet<int>())];
        _past = [];
        _signers = [new Signer(), new Signer()];
        foreach (var signer in _signers)
        {
            Begin(signer);
        }
    }

    private World(World other)
    {
        _protocol = other._protocol;
        _store = other._store;
        _signed = new(other._signed);
        _plansOfKey = [.. other._plansOfKey.Select(plans => new HashSet<int>(plans))];
        _past = [.. other._past];
        _signers = [.. other._signers.Select(signer => signer.Copy())];
        (_epochs, _generations, _plans, _lives) = (other._epochs, other._generations, other._plans, other._lives);
        (_losses, _crashes, _unknowns, _keysRead) = (other._losses, other._crashes, other._unknowns, other._keysRead);
    }

    /// <summary>What must never be, in words; null while all is well.</summary>
    public string? Violation { get; private set; }

    /// <summary>Every world that is one step away.</summary>
    /// <param name="limits">How often each fault may happen.</param>
    public IEnumerable<(string Step, World World)> Next(Limits limits)
    {
        for (var i = 0; i < _signers.Length; i++)
        {
            var (name, index) = ((char)('A' + i), i);
            var signer = _signers[i];
            if (signer.Pending is not null)
            {
                yield return After($"{name} commits", world => world.Commit(world._signers[index]));
                if (_unknowns < limits.Unknowns)
                {
                    yield return After($"{name} commits, the answer is lost", world => world.CommitUnheard(world._signers[index], applied: true));
                    yield return After($"{name} commits, it comes late", world => world.CommitUnheard(world._signers[index], applied: false));
                }
            }
            else if (signer.Alive)
            {
                // Orders that nobody has read yet are all alike: one of them stands for the others.
                for (var key = 0; key < Math.Min(Keys, _keysRead + 1); key++)
                {
                    var order = key;
                    yield return After($"{name} reads for order {key}", world => world.Read(world._signers[index], order));
                }
            }

            if (signer.Late is not null)
            {
                yield return After($"{name}'s late commit arrives", world => world.Arrive(world._signers[index]));
            }

            if (signer.Alive && _crashes < limits.Crashes)
            {
                yield return After($"{name} crashes", world => world.Crash(world._signers[index]));
            }

            if (!signer.Alive)
            {
                yield return After($"{name} starts", world => world.Begin(world._signers[index]));
            }
        }

        if (_losses < limits.Losses)
        {
            for (var i = 0; i < _past.Count; i++)
            {
                var past = _past[i];
                yield return After($"the store goes back to its state {i}", world => world.Lose(past));
            }

            yield return After("the store is flushed", world => world.Lose(new Store(0, 0, 0, new Plan?[Keys], new int?[MaxLives])));
        }
    }

    /// <summary>The same text for worlds that have the same future.</summary>
    public string Name()
    {
        // Names of plans mean nothing but themselves, so they are renamed in the order in which they appear.
        var plans = new Dictionary<int, int> { [0] = 0 };
        var text = new StringBuilder();
        int Renamed(int plan) => plans.TryGetValue(plan, out var known) ? known : plans[plan] = plans.Count;
        _store.Write(text, Renamed);
        _past.ForEach(past => past.Write(text, Renamed));
        foreach (var signer in _signers)
        {
            signer.Write(text, Renamed);
        }

        foreach (var (nonce, plan) in _signed.OrderBy(signed => signed.Key))
        {
            text.Append(nonce.Epoch).Append('.').Append(nonce.Counter).Append('=').Append(Renamed(plan)).Append(',');
        }

        return text.Append(_keysRead).Append(_losses).Append(_crashes).Append(_unknowns).ToString();
    }

    private (string Step, World World) After(string step, Action<World> act)
    {
        var world = new World(this);
        act(world);
        return (step, world);
    }

    private void Read(Signer signer, int key)
    {
        _keysRead = Math.Max(_keysRead, key + 1);
        if (_store.Generation == 0)
        {
            Lost(signer);
            return;
        }

        if (_store.Payments[key] is { } known)
        {
            Sign(key, known);
        }
        else if (_store.Used > 0 && _store.SpaceGeneration != _store.Generation)
        {
            // The caller is told to refresh, and pays under other parameters.
            Violation ??= _losses == 0 ? "a refresh without a loss" : null;
        }
        else
        {
            signer.Pending = new Pending(key, new Plan(signer.Epoch, _store.Used + 1, ++_plans), _store, signer.Life, signer.Accepted, signer.NextNumber);
        }
    }

    private void Commit(Signer signer)
    {
        var pending = signer.Pending!;
        signer.Pending = null;
        switch (Apply(pending))
        {
            case Outcome.Applied:
                signer.Accepted = [pending.Number];
                signer.NextNumber = pending.Number + 1;
                Sign(pending.Key, pending.Plan);
                break;
            case Outcome.Lost:
                Lost(signer);
                break;
        }
    }

    private void CommitUnheard(Signer signer, bool applied)
    {
        var pending = signer.Pending!;
        signer.Pending = null;
        _unknowns++;
        if (applied)
        {
            Apply(pending);
        }
        else
        {
            signer.Late = pending;
        }

        signer.Accepted = [.. signer.Accepted, pending.Number];
        signer.NextNumber = _protocol.NumbersAreUsedOnce ? pending.Number + 1 : pending.Number;
        signer.Epoch = _protocol.NewEpochAfterUnknown ? ++_epochs : signer.Epoch;
    }

    private void Arrive(Signer signer)
    {
        var late = signer.Late!;
        signer.Late = null;
        Apply(late);
    }

    private Outcome Apply(Pending pending)
    {
        if (_protocol.CompareOwnNumber && (_store.Generation == 0 || !pending.Accepted.Contains(_store.Numbers[pending.Life] ?? -1)))
        {
            return Outcome.Lost;
        }

        var read = pending.Read;
        if (_protocol.CompareRows
            && ((_store.Generation, _store.SpaceGeneration, _store.Used) != (read.Generation, read.SpaceGeneration, read.Used) || _store.Payments[pending.Key] is not null))
        {
            return Outcome.Conflict;
        }

        Become(_store.With(pending.Key, pending.Plan, pending.Life, pending.Number));
        return Outcome.Applied;
    }

    private void Lost(Signer signer)
    {
        Violation ??= _losses == 0 ? "a loss is seen where none was" : null;
        signer.Epoch = _protocol.NewEpochAfterLoss ? ++_epochs : signer.Epoch;
        signer.Accepted = [0];
        signer.NextNumber = 1;
        var generation = _store.Generation == 0 || _protocol.NewGenerationAfterLoss ? ++_generations : _store.Generation;
        Become((_store with { Generation = generation }).WithNumber(signer.Life, 0));
    }

    private void Begin(Signer signer)
    {
        signer.Alive = true;
        signer.Life = _lives++;
        signer.Epoch = _protocol.EpochPerLife ? ++_epochs : 1;
        signer.Accepted = [0];
        signer.NextNumber = 1;
        Become((_store.Generation == 0 ? _store with { Generation = ++_generations } : _store).WithNumber(signer.Life, 0));
    }

    private void Crash(Signer signer)
    {
        _crashes++;
        signer.Alive = false;
        signer.Pending = null;
    }

    private void Lose(Store state)
    {
        _losses++;
        _store = state;
    }

    private void Become(Store state)
    {
        // A state that is no different from an earlier one adds nothing to go back to.
        if (!_past.Exists(past => past.IsLike(_store)))
        {
            _past.Add(_store);
        }

        _store = state;
    }

    private void Sign(int key, Plan plan)
    {
        if (!_signed.TryAdd((plan.Epoch, plan.Counter), plan.Id) && _signed[(plan.Epoch, plan.Counter)] != plan.Id)
        {
            Violation ??= $"nonce {plan.Epoch}.{plan.Counter} is signed for two payments";
        }

        if (_plansOfKey[key].Add(plan.Id) && _plansOfKey[key].Count > 1 && _losses == 0)
        {
            Violation ??= $"order {key} is paid twice without a loss";
        }
    }

    /// <summary>How often each fault may happen.</summary>
    internal sealed record Limits(int Losses, int Crashes, int Unknowns);

    private enum Outcome
    {
        Conflict,
        Applied,
        Lost,
    }

    private sealed record Pending(int Key, Plan Plan, Store Read, int Life, int[] Accepted, int Number)
    {
        public void Write(StringBuilder text, Func<int, int> renamed) => text.Append(
            CultureInfo.InvariantCulture,
            $"{Key} {Plan.Epoch}.{Plan.Counter}={renamed(Plan.Id)} {Read.Generation} {Read.SpaceGeneration} {Read.Used} {Life} {string.Join('.', Accepted)} {Number};");
    }

    private sealed class Signer
    {
        public bool Alive { get; set; }

        public int Life { get; set; }

        public int Epoch { get; set; }

        /// <summary>Numbers that the store may have for this writer; more than one after a commit without a known outcome.</summary>
        public int[] Accepted { get; set; } = [];

        public int NextNumber { get; set; }

        public Pending? Pending { get; set; }

        /// <summary>A commit that is still on its way to the store.</summary>
        public Pending? Late { get; set; }

        public Signer Copy() => (Signer)MemberwiseClone();

        public void Write(StringBuilder text, Func<int, int> renamed)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Alive} {Life} {Epoch} {string.Join('.', Accepted)} {NextNumber};");
            Pending?.Write(text, renamed);
            text.Append('|');
            Late?.Write(text, renamed);
            text.Append('|');
        }
    }
}
