using System.Text;
using System.Text.Json.Nodes;
using Livepeer.Custody.Keystore;

namespace Livepeer.Custody.Tests.Keystore;

/// <summary>A folder that goes when the test ends, and the example files of the definition of V3 key files.</summary>
internal sealed class KeyFiles : IDisposable
{
    public const string ExampleKey = "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";

    public const string ExampleAddress = "0x008aeeda4d805471df9b2a5b0f38a0c3bcba786b";

    /// <summary>Source: Web3 Secret Storage Definition, test vectors.</summary>
    public const string Pbkdf2Example = """
        {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
        "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46","kdf":"pbkdf2",
        "kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256","salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
        "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},"id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
        """;

    /// <summary>Source: Web3 Secret Storage Definition as go-ethereum's v3_test_vector.json has it (a later edition shows a file whose own MAC is wrong).</summary>
    public const string ScryptExample = """
        {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"83dbcc02d8ccb40e466191a123791e0e"},
        "ciphertext":"d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c","kdf":"scrypt",
        "kdfparams":{"dklen":32,"n":262144,"r":1,"p":8,"salt":"ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"},
        "mac":"2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"},"id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
        """;

    /// <summary>Written by go-ethereum with an empty passphrase. Source: its testdata/very-light-scrypt.json.</summary>
    public const string GoEthereumFile = """
        {"address":"45dea0fb0bba44f4fcf290bba71fd57d7117cbb8","crypto":{"cipher":"aes-128-ctr",
        "ciphertext":"b87781948a1befd247bff51ef4063f716cf6c2d3481163e9a8f42e1f9bb74145","cipherparams":{"iv":"dc4926b48a105133d2f16b96833abf1e"},"kdf":"scrypt",
        "kdfparams":{"dklen":32,"n":2,"p":1,"r":8,"salt":"004244bbdc51cadda545b1cfa43cff9ed2ae88e08c61f1479dbb45410722f8f0"},
        "mac":"39990c1684557447940d4c69e06b1b82b2aceacb43f284df65c956daf3046b85"},"id":"ce541d8d-c79b-40f8-9f8c-20f59616faba","version":3}
        """;

    /// <summary>A key whose first byte is zero and was left out, passphrase "foo". Source: go-ethereum's v3_test_vector.json.</summary>
    public const string ShortKeyFile = """
        {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"e0c41130a323adc1446fc82f724bca2f"},
        "ciphertext":"9517cd5bdbe69076f9bf5057248c6c050141e970efa36ce53692d5d59a3984","kdf":"scrypt",
        "kdfparams":{"dklen":32,"n":2,"r":8,"p":1,"salt":"711f816911c92d649fb4c84b047915679933555030b3552c1212609b38208c63"},
        "mac":"d5e116151c6aa71470e67a7d42c9620c75c4d23229847dcc127794f0732b0db5"},"id":"fecfc4ce-e956-48fd-953b-30f8b52ed66c","version":3}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("key-files-");

    public static Passphrase ExamplePassphrase() => new("testpassword"u8);

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public string Write(string content) => Write(Encoding.UTF8.GetBytes(content));

    public string Write(byte[] content)
    {
        var path = PathOf(Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>The PBKDF2 example with one change.</summary>
    public string WriteChanged(Action<JsonObject> change, string example = Pbkdf2Example)
    {
        var json = JsonNode.Parse(example)!.AsObject();
        change(json);
        return Write(json.ToJsonString());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
