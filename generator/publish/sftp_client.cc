#include "publish/sftp_client.h"

#include <poll.h>

#include <cerrno>
#include <utility>

#include "system/frames.h"

namespace kyodo::publish {

namespace {

enum : uint8_t { kInit = 1, kVersion = 2, kStatus = 101, kHandle = 102, kData = 103, kName = 104, kAttrs = 105 };
constexpr uint32_t kOurVersion = 3;
constexpr uint32_t kLongestPacket = 512 << 10;
constexpr int kSilenceMs = 60 * 1000;  // ssh itself notices a dead line in 40 seconds, and then ends
constexpr size_t kMostWords = 64 << 10;

/// Reads numbers and texts off the front; `bad` when there are not enough bytes.
struct PacketReader {
  std::string_view rest;
  bool bad = false;

  uint64_t Take(size_t count) {
    if (rest.size() < count) bad = true;
    if (bad) return 0;
    uint64_t number = 0;
    for (size_t i = 0; i < count; ++i) number = number << 8 | static_cast<unsigned char>(rest[i]);
    rest.remove_prefix(count);
    return number;
  }
  uint32_t Number() { return static_cast<uint32_t>(Take(4)); }
  std::string Text() {
    const uint32_t length = Number();
    if (rest.size() < length) bad = true;
    if (bad) return {};
    std::string text(rest.substr(0, length));
    rest.remove_prefix(length);
    return text;
  }
  SftpAttributes Attributes() {
    enum : uint32_t { kSize = 1, kOwner = 2, kMode = 4, kTimes = 8, kExtended = 0x80000000 };
    SftpAttributes attributes;
    const uint32_t flags = Number();
    if (flags & kSize) attributes.size_bytes = Take(8);
    if (flags & kOwner) Take(8);
    if (flags & kMode) attributes.mode = Number();
    if (flags & kTimes) Take(8);
    if (flags & kExtended) {
      for (uint32_t count = Number(); count > 0 && !bad; --count) {
        Text();
        Text();
      }
    }
    return attributes;
  }
};

void AppendNumber(std::string& out, uint64_t number, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(number >> (8 * i) & 0xff);
}

}  // namespace

SftpBody& SftpBody::Number(uint32_t number) {
  AppendNumber(bytes, number, 4);
  return *this;
}
SftpBody& SftpBody::Long(uint64_t number) {
  AppendNumber(bytes, number, 8);
  return *this;
}
SftpBody& SftpBody::Text(std::string_view text) {
  AppendNumber(bytes, text.size(), 4);
  bytes += text;
  return *this;
}

bool SftpClient::Start(const ProgramCommand& command) {
  End();
  words_.clear();
  const int failed = program_.Start(command);
  no_program_ = failed == ENOENT;
  if (failed != 0) return false;
  AppendNumber(out_, 5, 4);
  out_ += static_cast<char>(kInit);
  AppendNumber(out_, kOurVersion, 4);
  connected_ = Greet();
  if (!connected_) Break();
  return connected_;
}

bool SftpClient::Greet() {
  while (true) {
    PacketReader reader{in_};
    const uint32_t length = reader.Number();
    if (!reader.bad && length > kLongestPacket) return false;  // a shell's greeting, say
    if (!reader.bad && reader.rest.size() >= length) {
      PacketReader packet{reader.rest.substr(0, length)};
      const bool right = packet.Take(1) == kVersion && packet.Number() >= kOurVersion && !packet.bad;
      renames_over_ = false;
      while (right && !packet.rest.empty() && !packet.bad) {
        const std::string name = packet.Text();
        if (packet.Text() == "1" && name == "posix-rename@openssh.com") renames_over_ = true;
      }
      in_.erase(0, 4 + length);
      return right;
    }
    if (!Exchange()) return false;
  }
}

void SftpClient::Send(SftpRequest kind, const SftpBody& body, SftpTake take) {
  if (!connected_) {
    SftpReply reply;
    reply.lost = true;
    return take(reply);
  }
  AppendNumber(out_, body.bytes.size() + 5, 4);
  out_ += static_cast<char>(kind);
  AppendNumber(out_, next_, 4);
  out_ += body.bytes;
  waiting_.emplace(next_++, std::move(take));
}

/// Waits until something can be sent or has come; false when the connection broke.
bool SftpClient::Exchange() {
  pollfd polls[] = {{program_.socket(), static_cast<short>(POLLIN | (out_.empty() ? 0 : POLLOUT)), 0},
                    {program_.errors(), POLLIN, 0}};
  int ready;
  do {
    ready = ::poll(polls, 2, kSilenceMs);
  } while (ready < 0 && errno == EINTR);
  if (ready <= 0) return false;
  if (polls[1].revents != 0) {
    std::string said;
    const bool more = ReadSome(program_.errors(), said);
    if (words_.size() < kMostWords) words_ += said;
    if (!more) return false;
  }
  if ((polls[0].revents & POLLOUT) != 0 && !SendSome(program_.socket(), out_)) return false;
  return (polls[0].revents & ~POLLOUT) == 0 || ReadSome(program_.socket(), in_);
}

bool SftpClient::TakePackets() {
  size_t at = 0;
  bool sound = true;
  while (sound && in_.size() - at >= 4) {
    PacketReader reader{std::string_view(in_).substr(at)};
    const uint32_t length = reader.Number();
    sound = length >= 5 && length <= kLongestPacket;
    if (!sound || reader.rest.size() < length) break;
    // Functions that take answers only add to what is sent.
    TakePacket(reader.rest.substr(0, length));
    at += 4 + length;
  }
  in_.erase(0, at);
  return sound;
}

void SftpClient::TakePacket(std::string_view packet) {
  PacketReader reader{packet};
  const auto kind = static_cast<uint8_t>(reader.Take(1));
  auto waiting = waiting_.extract(reader.Number());
  if (waiting.empty()) return;
  SftpReply reply;
  reply.is_status = kind == kStatus;
  if (kind == kStatus) {
    reply.status = reader.Number();
    if (!reader.rest.empty()) reply.words = reader.Text();
  } else if (kind == kHandle || kind == kData) {
    reply.handle = reader.Text();
  } else if (kind == kAttrs) {
    reply.attributes = reader.Attributes();
  } else if (kind == kName) {
    for (uint32_t count = reader.Number(); count > 0 && !reader.bad; --count) {
      SftpReply::Name name;
      name.name = reader.Text();
      reader.Text();  // as `ls -l` would print it
      name.attributes = reader.Attributes();
      reply.names.push_back(std::move(name));
    }
  }
  if (reader.bad) {
    reply = {};
    reply.words = "malformed answer";
  }
  waiting.mapped()(reply);
}

bool SftpClient::Run() {
  while (connected_ && !waiting_.empty()) {
    const bool more = Exchange();
    if (!TakePackets() || (!more && !waiting_.empty())) {
      Break();
      return false;
    }
  }
  return connected_;
}

void SftpClient::Break() {
  // What it said last may tell why.
  for (int i = 0; i < 40 && program_.errors() >= 0; ++i) {
    pollfd one = {program_.errors(), POLLIN, 0};
    if (::poll(&one, 1, 50) <= 0 || !ReadSome(program_.errors(), words_)) break;
  }
  connected_ = false;
  program_.End();
  out_.clear();
  in_.clear();
  SftpReply reply;
  reply.lost = true;
  while (!waiting_.empty()) waiting_.extract(waiting_.begin()).mapped()(reply);
}

void SftpClient::End() {
  connected_ = false;
  program_.End();
  out_.clear();
  in_.clear();
  waiting_.clear();
}

}  // namespace kyodo::publish
