//! The program serving a folder, and a client that says exactly what it is told to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// `throughline serve` on a free port.
pub struct Server {
    /// None where the preview runs in this process.
    child: Option<Child>,
    pub port: u16,
    said: Arc<Mutex<String>>,
    deaf: Arc<AtomicBool>,
}

/// An answer, taken apart.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header; names in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        let line = |line: &'_ &str| line.to_ascii_lowercase().starts_with(&format!("{name}:"));
        self.head.lines().find(line).map(|line| line[name.len() + 1..].trim())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The page as it would be published: without the preview's line.
    pub fn published(&self) -> Vec<u8> {
        let text = self.text();
        let Some(start) = text.rfind("<script src=\"/_throughline/preview.js\"") else { return self.body.clone() };
        let end = start + text[start..].find("</script>\n").expect("the line's end") + "</script>\n".len();
        [&text[..start], &text[end..]].concat().into_bytes()
    }
}

/// How long anything may take before a test gives up on it; nothing is measured by it.
pub const PATIENCE: Duration = Duration::from_secs(60);

impl Server {
    /// Starts it and waits for its address.
    pub fn start(root: &Path, arguments: &[&str]) -> Server {
        let mut command = Command::new(env!("CARGO_BIN_EXE_throughline"));
        command.arg("serve").arg("--root").arg(root).args(arguments);
        if !arguments.contains(&"--port") {
            command.args(["--port", "0"]);
        }
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("the program");
        let said = Arc::new(Mutex::new(String::new()));
        let deaf = Arc::new(AtomicBool::new(false));
        let asleep = deaf.clone();
        let (lines, heard) = (BufReader::new(child.stderr.take().expect("its stderr")), said.clone());
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                heard.lock().unwrap().push_str(&(line + "\n"));
                while asleep.load(Ordering::Relaxed) {
                    std::thread::park_timeout(PATIENCE);
                }
            }
        });
        let mut server = Server { child: Some(child), port: 0, said, deaf };
        let address = server.wait_for("its address", |server| {
            let said = server.said();
            let line = said.lines().find(|line| line.starts_with("the site is at "))?;
            Some(line.split_whitespace().nth(4)?.to_string())
        });
        let port = address.split(':').nth(2).and_then(|rest| rest.split('/').next());
        server.port = port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("no port in {address}"));
        server
    }

    /// A preview that runs in this process.
    pub fn here(port: u16) -> Server {
        Server { child: None, port, said: Arc::default(), deaf: Arc::default() }
    }

    /// From now on nobody reads what it prints.
    pub fn deafen(&mut self) {
        self.deaf.store(true, Ordering::Relaxed);
    }

    /// What it has printed.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Asks until there is an answer.
    pub fn wait_for<T>(&self, what: &str, ask: impl Fn(&Server) -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = ask(self) {
                return found;
            }
            assert!(begun.elapsed() < PATIENCE, "waited in vain for {what}; it said:\n{}", self.said());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends these bytes and reads the answer to its end.
    pub fn send(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        // A server that refuses early may have closed its side already.
        let _ = stream.write_all(request);
        read_answer(&mut stream)
    }

    /// A GET with further headers (`Name: value`).
    pub fn get_with(&self, path: &str, headers: &[&str]) -> Answer {
        self.ask("GET", path, headers)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[&str]) -> Answer {
        let host = format!("Host: localhost:{}", self.port);
        let own = headers.iter().any(|header| header.to_ascii_lowercase().starts_with("host:"));
        let mut lines = vec![format!("{method} {path} HTTP/1.1"), "Connection: close".into()];
        lines.extend((!own).then_some(host));
        lines.extend(headers.iter().map(|header| header.to_string()));
        self.send((lines.join("\r\n") + "\r\n\r\n").as_bytes())
    }

    pub fn id(&self) -> u32 {
        self.child.as_ref().expect("a process of its own").id()
    }

    /// The most memory that it ever held, in megabytes.
    #[cfg(target_os = "linux")]
    pub fn peak(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id())).expect("its status");
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("the peak");
        line.split_whitespace().nth(1).and_then(|number| number.parse::<u64>().ok()).expect("a number") / 1024
    }

    /// Sends Ctrl-C and waits for the end.
    #[cfg(unix)]
    pub fn interrupt(mut self) -> Option<i32> {
        let sent = Command::new("kill").args(["-INT", &self.id().to_string()]).status().expect("kill");
        assert!(sent.success());
        self.child.as_mut().expect("a process of its own").wait().expect("its end").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Reads one answer, however it is framed, to the end of the connection.
pub fn read_answer(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let mut buffer = [0; 1 << 16];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
        }
    }
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let Some(end) = end else { return Answer { status: 0, head: String::new(), body: bytes } };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split_whitespace().nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
    Answer { status, head, body: bytes[end + 4..].to_vec() }
}

/// Lines of the event stream, as they come.
pub fn events(server: &Server) -> impl Iterator<Item = String> {
    let mut stream = server.connect();
    stream.write_all(b"GET /_throughline/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    BufReader::new(stream).lines().map_while(Result::ok).filter(|line| line.starts_with("data: "))
}

/// A folder with a site in it, removed at the end.
pub struct Folder(tempfile::TempDir);

impl Folder {
    /// With files by path.
    pub fn new(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(tempfile::tempdir().expect("a folder"));
        files.iter().for_each(|(path, text)| folder.write(path, text));
        folder
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn file(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let file = self.file(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).unwrap();
        std::fs::write(file, text).unwrap();
    }

    /// As many editors save: beside it, then moved over it.
    pub fn replace(&self, path: &str, text: &str) {
        let beside = format!("{path}.tmp~");
        self.write(&beside, text);
        self.rename(&beside, path);
    }

    pub fn rename(&self, from: &str, to: &str) {
        let target = self.file(to);
        std::fs::create_dir_all(target.parent().expect("a folder")).unwrap();
        std::fs::rename(self.file(from), target).unwrap();
    }

    pub fn remove(&self, path: &str) {
        let file = self.file(path);
        if file.is_dir() { std::fs::remove_dir_all(file).unwrap() } else { std::fs::remove_file(file).unwrap() }
    }
}

/// An article's text.
pub fn article(title: &str, front: &str, body: &str) -> String {
    format!("---\ntitle: {title}\n{front}---\n\n{body}\n")
}

pub const CONFIG: &str = "title: The Ledger\nbase_url: https://ledger.example/\nlanguage: en\ntimezone: UTC\n";

/// A small site: a dossier with two articles, a person, a picture.
pub fn small() -> Folder {
    let folder = Folder::new(&[
        ("throughline.yaml", CONFIG),
        ("content/dossiers/harbour/index.md", "---\ntitle: The harbour\n---\n\nWhat is known.\n"),
        ("content/people/anna-berg.md", "---\nname: Anna Berg\nnote: the harbour master\n---\n"),
        ("static/clip.mp4", "0123456789abcdefghij"),
        ("static/notes.txt", "a note\n"),
    ]);
    let front =
        |day: u32| format!("published: 2026-03-{day:02}\ndossiers: [harbour]\npeople: [Anna Berg]\ntags: [Ports]\n");
    folder.write("content/articles/opens.md", &article("The inquiry opens", &front(1), "Anna Berg spoke.\n\nMore."));
    let linked = "It began [in March](opens.md).";
    folder.write("content/articles/grows.md", &article("The inquiry grows", &front(9), linked));
    folder
}
