using System.Collections.Frozen;

namespace GatewayLite.Media.Rtmp.Commands;

/// <summary>All commands that are understood; any other is ignored, as publishers send many that only matter elsewhere.</summary>
internal static class CommandTable
{
    private static readonly FrozenDictionary<string, ICommandHandler> Handlers =
        new ICommandHandler[] { new ConnectHandler(), new AcknowledgeHandler(), new CreateStreamHandler(), new PublishHandler(), new EndHandler(), new PlayHandler() }
            .SelectMany(handler => handler.Names, (handler, name) => (handler, name))
            .ToFrozenDictionary(pair => pair.name, pair => pair.handler, StringComparer.Ordinal);

    public static ICommandHandler? Find(string name) => Handlers.GetValueOrDefault(name);
}
