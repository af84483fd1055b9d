//! A server on loopback that answers as it is told: for shops that misbehave as real ones do.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// What was asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }
    /// A value of the query.
    pub(crate) fn query(&self, name: &str) -> &str {
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')).unwrap_or_default()
    }
}

/// What is answered.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
    /// The line is cut after so many bytes of the body.
    pub(crate) cut: Option<usize>,
    /// The line is cut before anything was answered.
    pub(crate) silent: bool,
}

impl Reply {
    pub(crate) fn json(body: impl Into<String>) -> Self {
        Self { status: 200, headers: Vec::new(), body: body.into(), cut: None, silent: false }
    }
    pub(crate) fn status(status: u16, body: &str) -> Self {
        Self { status, ..Self::json(body) }
    }
    /// The line goes dead.
    pub(crate) fn silence() -> Self {
        Self { silent: true, ..Self::json("") }
    }
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }
}

/// The server; it ends with its last handle.
pub(crate) struct Server {
    pub(crate) url: String,
    pub(crate) asked: Arc<Mutex<Vec<Asked>>>,
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    port: u16,
}

impl Server {
    /// A server that answers by `answer`.
    pub(crate) fn new(answer: impl FnMut(&Asked) -> Reply + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (asked, ended) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (kept, end) = (Arc::clone(&asked), Arc::clone(&ended));
        let thread = std::thread::spawn(move || serve(&listener, answer, &kept, &end));
        Self { url: format!("http://127.0.0.1:{port}"), asked, ended, thread: Some(thread), port }
    }
    /// All that was asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("not poisoned").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        drop(TcpStream::connect(("127.0.0.1", self.port)));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(
    listener: &TcpListener,
    mut answer: impl FnMut(&Asked) -> Reply,
    kept: &Mutex<Vec<Asked>>,
    ended: &AtomicBool,
) {
    for stream in listener.incoming().flatten() {
        if ended.load(Ordering::Relaxed) {
            return;
        }
        // Each connection carries one request: whoever keeps it open would keep the server from ending.
        let Some(asked) = read(&stream) else { continue };
        kept.lock().expect("not poisoned").push(asked.clone());
        let reply = answer(&asked);
        if reply.silent {
            continue;
        }
        let mut head = format!("HTTP/1.1 {} -\r\nconnection: close\r\n", reply.status);
        for (name, value) in &reply.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("content-length: {}\r\n\r\n", reply.body.len());
        let bytes = reply.body.as_bytes();
        let bytes = &bytes[..reply.cut.unwrap_or(bytes.len())];
        let mut stream = &stream;
        // A client that gave up is none of the server's business.
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(bytes));
    }
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split(' ').map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let mut headers = Vec::new();
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let mut asked = Asked { method, path, headers, body: String::new() };
    let length: usize = asked.header("content-length").parse().unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    asked.body = String::from_utf8(body).ok()?;
    Some(asked)
}
