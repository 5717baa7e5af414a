// Every test drives a network of real programs; two of them at once would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
