//! The nodes of a scheduler, in the order in which they became ready.

/// The keys of a Python dictionary to which every node is added once at most. Whether one is there costs a look; to take one out, log w
/// looks and a move of those after it.
#[derive(Default)]
pub(crate) struct Nodes {
    in_order: Vec<u32>,
    /// By node: how many were added before it; `None` for those that are not, or no longer, there.
    places: Vec<Option<u32>>,
    n_added: u32,
}

impl Nodes {
    /// Those that are there.
    pub(crate) fn in_order(&self) -> &[u32] {
        &self.in_order
    }

    pub(crate) fn len(&self) -> usize {
        self.in_order.len()
    }

    pub(crate) fn contains(&self, node: u32) -> bool {
        self.places.get(node as usize).is_some_and(Option::is_some)
    }

    pub(crate) fn push(&mut self, node: u32) {
        let index = node as usize;
        self.places.resize(self.places.len().max(index + 1), None);
        self.places[index] = Some(self.n_added);
        self.n_added += 1;
        self.in_order.push(node);
    }

    /// Takes the last one out.
    pub(crate) fn pop(&mut self) -> Option<u32> {
        let node = self.in_order.pop()?;
        self.places[node as usize] = None;
        Some(node)
    }

    /// Takes `node` out, if it is there.
    pub(crate) fn remove(&mut self, node: u32) {
        if self.contains(node) {
            let place = self.places[node as usize];
            self.in_order.remove(self.in_order.partition_point(|&other| self.places[other as usize] < place));
            self.places[node as usize] = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_they_stay_in_the_order_in_which_they_came() {
        let mut nodes = Nodes::default();
        for node in [3, 0, 7, 5, 1] {
            nodes.push(node);
        }
        for node in [0, 9, 0] {
            nodes.remove(node);
        }
        assert_eq!(nodes.in_order(), [3, 7, 5, 1]);
        assert_eq!(nodes.pop(), Some(1));
        nodes.push(2);
        nodes.remove(3);
        assert_eq!((nodes.in_order(), nodes.len()), ([7, 5, 2].as_slice(), 3));
        assert_eq!((0..9).filter(|&node| nodes.contains(node)).collect::<Vec<_>>(), [2, 5, 7]);
    }
}
