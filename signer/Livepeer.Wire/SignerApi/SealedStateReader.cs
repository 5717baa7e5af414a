namespace Livepeer.Wire.SignerApi;

/// <summary>The member <c>state</c> of a request and of its answer: the state's bytes and what proves who issued it.</summary>
internal static class SealedStateReader
{
    private static readonly string[] Names = ["State", "Sig"];

    /// <summary>Reads the value that stands next; anything but an object leaves both as they are and is a fault of the reader, unless it is null.</summary>
    public static void Read(ref GoObjectReader json, ref byte[] state, ref byte[] seal)
    {
        if (!json.BeginObject("state"))
        {
            return;
        }

        for (var member = json.Next(Names); member >= 0; member = json.Next(Names))
        {
            switch (member)
            {
                case 0:
                    json.Bytes("state.State", ref state);
                    break;
                case 1:
                    json.Bytes("state.Sig", ref seal);
                    break;
            }
        }
    }
}
