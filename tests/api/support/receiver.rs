//! A receiver of webhooks on this machine, which takes everything.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// The bodies that came, by their `webhook-id`.
type Messages = Arc<Mutex<HashMap<String, Vec<String>>>>;

/// A receiver, which lives as long as the tests.
pub struct Receiver {
    pub url: String,
    messages: Messages,
}

impl Receiver {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let messages = Messages::default();
        let shared = Arc::clone(&messages);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || while take(&stream, &shared).is_some() {});
            }
        });
        Self { url, messages }
    }

    /// The bodies of all messages of this id.
    pub fn bodies(&self, id: &str) -> Vec<String> {
        self.messages.lock().unwrap().get(id).cloned().unwrap_or_default()
    }
}

/// Reads a request and answers it; `None` when there is no other, or only a part of one.
fn take(mut stream: &TcpStream, messages: &Messages) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let (mut id, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let Some((name, value)) = line.trim().split_once(": ") else {
            if line.trim().is_empty() {
                break;
            }
            continue;
        };
        match &*name.to_lowercase() {
            "webhook-id" => value.clone_into(&mut id),
            "content-length" => length = value.parse().ok()?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let body = String::from_utf8(body).ok()?;
    messages.lock().unwrap().entry(id).or_default().push(body);
    stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").ok()
}
