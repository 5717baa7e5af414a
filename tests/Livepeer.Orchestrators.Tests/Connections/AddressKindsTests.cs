using System.Net;
using Livepeer.Orchestrators.Connections;

namespace Livepeer.Orchestrators.Tests.Connections;

public sealed class AddressKindsTests
{
    [Theory]
    [InlineData("8.8.8.8", AddressKind.Public)]
    [InlineData("2606:4700::1111", AddressKind.Public)]
    [InlineData("127.0.0.1", AddressKind.Loopback)]
    [InlineData("127.255.0.1", AddressKind.Loopback)]
    [InlineData("::1", AddressKind.Loopback)]
    [InlineData("10.1.2.3", AddressKind.Private)]
    [InlineData("172.16.0.1", AddressKind.Private)]
    [InlineData("172.32.0.1", AddressKind.Public)]
    [InlineData("192.168.1.1", AddressKind.Private)]
    [InlineData("100.64.0.1", AddressKind.Private)]
    [InlineData("fd00::1", AddressKind.Private)]
    [InlineData("169.254.169.254", AddressKind.LinkLocal)]
    [InlineData("fe80::1", AddressKind.LinkLocal)]
    [InlineData("0.0.0.0", AddressKind.Unusable)]
    [InlineData("::", AddressKind.Unusable)]
    [InlineData("224.0.0.1", AddressKind.Unusable)]
    [InlineData("255.255.255.255", AddressKind.Unusable)]
    [InlineData("ff02::1", AddressKind.Unusable)]
    [InlineData("2001:db8::1", AddressKind.Unusable)]
    [InlineData("::ffff:127.0.0.1", AddressKind.Loopback)]
    [InlineData("::ffff:169.254.169.254", AddressKind.LinkLocal)]
    [InlineData("64:ff9b::7f00:1", AddressKind.Loopback)]
    [InlineData("2002:a9fe:a9fe::1", AddressKind.LinkLocal)]
    public void Address_Judged_IsItsKind(string address, object kind) => Assert.Equal((AddressKind)kind, AddressKinds.Of(IPAddress.Parse(address)));
}
